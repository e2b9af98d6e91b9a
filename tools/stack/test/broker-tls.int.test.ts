import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectBus } from '@jamaa/kit';
import { tlsAuthority, writeTls } from '@jamaa/kit/testing';
import { createLogger } from '@jamaa/observability';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serversFolder } from '../src/servers/embedded.ts';
import { fetchServer } from '../src/servers/fetch.ts';
import { startNats } from '../src/servers/nats.ts';
import { pinnedNats } from '../src/servers/pinned.ts';
import { freePort } from '../src/servers/ports.ts';
import type { ServerProcess } from '../src/servers/process.ts';

let place: string;
let secured: ServerProcess;
let clear: ServerProcess;
const folder = (name: string): string => join(place, name);

/** What a service that connects so is told first. */
async function connecting(broker: ServerProcess, tlsFolder: string | undefined): Promise<string> {
  return new Promise((resolve) => {
    const silent = createLogger({ service: 'sla', cell: '00', level: 'silent' });
    const bus = connectBus({
      url: `nats://localhost:${broker.port}`,
      tlsFolder,
      name: 'sla',
      namespace: 'jamaa',
      cell: '00',
      // The only place that says why a broker was not reached: a bus goes on trying.
      logger: Object.assign(Object.create(silent), {
        warn: ({ err }: { err?: unknown }) => {
          if (err === undefined) return;
          resolve(`refused: ${err instanceof Error ? err.message : String(err)}`);
          void bus.close();
        },
      }),
    });
    bus.live(AbortSignal.timeout(20_000)).then(
      (live) => {
        resolve(live.connection.info?.tls_required === true ? 'secured' : 'in the clear');
        return bus.close();
      },
      () => undefined,
    );
  });
}

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'jamaa-broker-tls-'));
  const ours = await tlsAuthority();
  await writeTls(folder('broker'), ['localhost'], ours);
  await writeTls(folder('sla'), ['sla'], ours);
  await writeTls(folder('stranger'), ['sla'], await tlsAuthority('somebody else'));
  const executable = await fetchServer(pinnedNats, serversFolder(), () => undefined);
  const start = async (name: string, tls?: string) =>
    startNats({
      executable,
      data: folder(`${name}-data`),
      log: folder(`${name}.log`),
      port: await freePort(),
      ...(tls === undefined ? {} : { tls }),
    });
  secured = await start('secured', folder('broker'));
  clear = await start('clear');
});
afterAll(async () => {
  await secured?.stop();
  await clear?.stop();
  await rm(place, { recursive: true, force: true });
});

describe('a service with TLS_DIR', () => {
  it('speaks TLS to a broker of its own authority', async () => {
    expect(await connecting(secured, folder('sla'))).toBe('secured');
  });

  it.each([
    ['with a certificate of another authority', () => connecting(secured, folder('stranger'))],
    ['without a certificate', () => connecting(secured, undefined)],
    ['to a broker in the clear, though it has a certificate', () => connecting(clear, folder('sla'))],
  ])('does not get through %s', async (_how, connect) => {
    expect(await connect()).toMatch(/^refused: /);
  });
});
