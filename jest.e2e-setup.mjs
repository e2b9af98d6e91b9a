import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenInterrupted } from './jest.interrupted.mjs';

/**
 * Boots the whole platform once for all end-to-end suites, as `npm start` does, on ports of its own with throw-away data.
 * Suites find it by JAMAA_E2E_PORT; a small control server tells them process ids, so that crash tests can kill what they name.
 */
export default async function setup() {
  const { portsFrom, serviceNames, startStack } = await import('./tools/stack/src/index.ts');
  const { startOtlpReceiver } = await import('./observability/src/testing/otlp-receiver.ts');
  const port = Number(process.env.JAMAA_E2E_PORT ?? 19_080);
  const data = await mkdtemp(join(tmpdir(), 'jamaa-e2e-'));
  const telemetry = await startOtlpReceiver();
  const stack = await startStack(
    {
      help: false,
      fresh: false,
      port,
      data,
      only: [...serviceNames],
      logLevel: 'info',
      quotaScale: '1000',
    },
    { mongodbUri: process.env.MONGODB_URI, natsUrl: process.env.NATS_URL, otlpEndpoint: telemetry.url },
    (line) => process.stderr.write(`platform: ${line}\n`),
    whenInterrupted(() => globalThis.__JAMAA_PLATFORM__),
  );
  const control = createServer((request, response) => {
    const [, what = '', name = ''] = (request.url ?? '').split('/');
    response.setHeader('content-type', 'application/json');
    if (what === 'pid') response.end(JSON.stringify({ pid: stack.pidOf(name) }));
    else if (what === 'spans')
      response.end(
        JSON.stringify(telemetry.spans(), (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
      );
    else response.end(JSON.stringify({ data, ports: { ...portsFrom(port) } }));
  });
  await new Promise((resolve) => control.listen(0, '127.0.0.1', resolve));
  process.env.JAMAA_E2E_PORT = String(port);
  process.env.JAMAA_E2E_CONTROL = `http://127.0.0.1:${control.address().port}`;
  process.env.JAMAA_E2E_DATA = data;
  globalThis.__JAMAA_PLATFORM__ = {
    async stop() {
      control.close();
      await stack.stop();
      await telemetry.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
