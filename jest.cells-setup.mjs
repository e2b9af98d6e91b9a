import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenInterrupted } from './jest.interrupted.mjs';

/**
 * Starts two régions' cells and the hub once, as `npm run cells` does. Suites find the hub by JAMAA_E2E_PORT, the others by JAMAA_CELLS;
 * a small control server takes the hub, or a cell, down and brings it back.
 */
export default async function setup() {
  const { startCells } = await import('./tools/stack/src/index.ts');
  const port = Number(process.env.JAMAA_E2E_PORT ?? 22_000);
  const data = await mkdtemp(join(tmpdir(), 'jamaa-cells-'));
  const cells = await startCells(
    { help: false, fresh: false, regions: ['03', '06'], port, data, logLevel: 'info', quotaScale: '1000' },
    {},
    (line) => process.stderr.write(`cells: ${line}\n`),
    whenInterrupted(() => globalThis.__JAMAA_PLATFORM__),
  );
  const control = createServer(async (request, response) => {
    const [, which = '', what = ''] = (request.url ?? '').split('/');
    try {
      if (what === 'stop') await cells.takeDown(which);
      if (what === 'start') await cells.bringBack(which);
      response.end('{}');
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise((resolve) => control.listen(0, '127.0.0.1', resolve));
  process.env.JAMAA_E2E_PORT = String(port);
  process.env.JAMAA_CELLS_CONTROL = `http://127.0.0.1:${control.address().port}`;
  process.env.JAMAA_CELLS = JSON.stringify({ national: cells.national, cells: cells.gateways });
  globalThis.__JAMAA_PLATFORM__ = {
    async stop() {
      control.close();
      await cells.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
