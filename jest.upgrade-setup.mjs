import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenInterrupted } from './jest.interrupted.mjs';

/**
 * Starts servers with throw-away data and the previous release on them. The suite says over a small control server what is to happen next:
 * `/migrate/new`, `/start/new`, `/stop/old`, `/lead/old,new`; each answers when it is done.
 */
export default async function setup() {
  const { openPlatform, previousTree, readPrevious } = await import('./tools/upgrade/src/index.ts');
  const say = (line) => process.stderr.write(`upgrade: ${line}\n`);
  const port = Number(process.env.JAMAA_E2E_PORT ?? 19_260);
  const previous = await previousTree(await readPrevious(), say);
  const data = await mkdtemp(join(tmpdir(), 'jamaa-upgrade-'));
  whenInterrupted(() => globalThis.__JAMAA_PLATFORM__);
  const platform = await openPlatform({ port, data, previous, say });
  const control = createServer((request, response) => {
    const [, what = '', of = ''] = (request.url ?? '').split('/');
    const acts = {
      migrate: () => platform.migrate(of),
      start: () => platform.start(of),
      stop: () => platform.stopRelease(of),
      lead: async () => platform.leadTo(of.split(',')),
      ports: async () => platform.portsOf(...of.split(',')),
      said: async () => platform.said,
      '': async () => ({ data }),
    };
    response.setHeader('content-type', 'application/json');
    acts[what]().then(
      (done) => response.end(JSON.stringify(done ?? {})),
      (error) => {
        response.statusCode = 500;
        response.end(JSON.stringify({ error: String(error) }));
      },
    );
  });
  globalThis.__JAMAA_PLATFORM__ = {
    async stop() {
      control.close();
      await platform.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
  try {
    await platform.migrate('old');
    await platform.start('old');
    platform.leadTo(['old']);
  } catch (error) {
    await globalThis.__JAMAA_PLATFORM__.stop();
    throw error;
  }
  await new Promise((resolve) => control.listen(0, '127.0.0.1', resolve));
  process.env.JAMAA_E2E_PORT = String(port);
  process.env.JAMAA_E2E_CONTROL = `http://127.0.0.1:${control.address().port}`;
}
