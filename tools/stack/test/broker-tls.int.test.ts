import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectBus } from '@jamaa/kit';
import { tlsAuthority, until, writeTls } from '@jamaa/kit/testing';
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
      async (live) => {
        const told = live.connection.info?.tls_required === true ? 'secured' : 'in the clear';
        // Before it is told: the broker may be stopped then.
        await bus.close();
        resolve(told);
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

describe('a certificate that ends while processes run', () => {
  it('is read anew by the service as it connects, and by the broker when told to; before that the link stays closed', async () => {
    const authority = await tlsAuthority();
    const ends = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 4_000);
    const write = async (end?: Date): Promise<void> => {
      await writeTls(folder('broker-2'), ['localhost'], authority, end);
      await writeTls(folder('sla-2'), ['sla'], authority, end);
    };
    await write(ends);
    const executable = await fetchServer(pinnedNats, serversFolder(), () => undefined);
    const port = await freePort();
    const o = { executable, data: folder('renewed-data'), log: folder('renewed.log'), port, tls: folder('broker-2') };
    let broker = await startNats(o);
    const logger = createLogger({ service: 'sla', cell: '00', level: 'silent' });
    const bus = connectBus({
      url: `nats://localhost:${port}`,
      tlsFolder: folder('sla-2'),
      name: 'sla',
      namespace: 'jamaa',
      cell: '00',
      logger,
    });
    const live = await bus.live(AbortSignal.timeout(20_000));
    await until('the certificates have ended', () => Date.now() > ends.getTime() + 1_000);
    // The connection that is open stays; a new one is refused on both sides.
    await live.connection.flush();
    expect(await connecting(broker, folder('sla-2'))).toMatch(/^refused: .*(expired|certificate)/);
    await write();
    process.kill(broker.pid ?? 0, 'SIGHUP');
    await until(
      'a new connection is taken',
      async () => (await connecting(broker, folder('sla-2'))) === 'secured',
      20_000,
    );
    await broker.stop();
    broker = await startNats(o);
    // Asked while it is down, the connection says so.
    const answers = () =>
      live.connection.rtt().then(
        () => true,
        () => false,
      );
    await until('the bus is connected again', async () => bus.connected && (await answers()), 20_000);
    await bus.close();
    await broker.stop();
  });
});
