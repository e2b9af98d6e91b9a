import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createMetrics } from '@jamaa/observability';
import { JournalServiceClient, JournalServiceService, ReplayRequest } from '@jamaa/proto/platform/v1/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCallerSigner, createCallerVerifier } from '../access/caller-token.ts';
import { writeDevelopmentSecrets } from '../testing/development-secrets.ts';
import { tlsAuthority, writeTls } from '../testing/development-tls.ts';
import { until } from '../testing/until.ts';
import { createRpcClient, type RpcClient } from './client.ts';
import { type RpcServer, rpcService, startRpcServer } from './server.ts';
import type { RpcTls } from './tls.ts';

let place: string;
let server: RpcServer;
let token: string;
const folder = (name: string): string => join(place, name);

/** What one call over a connection secured so answers; a refused connection ends in `unavailable` or at the deadline. */
async function ask(tls: RpcTls | undefined, asked = server): Promise<string> {
  return askBy(createRpcClient(JournalServiceClient, `127.0.0.1:${asked.port}`, tls));
}

async function askBy(client: RpcClient<JournalServiceClient>): Promise<string> {
  try {
    await client.call.replay(ReplayRequest.fromPartial({}), { token, deadlineMs: 4_000 });
    return 'answered';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    client.close();
  }
}

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'jamaa-tls-'));
  await writeDevelopmentSecrets(place, ['sla']);
  token = await (await createCallerSigner(place, 'sla')).mint({ kind: 'service', service: 'sla' }, 'intake');
  const ours = await tlsAuthority();
  const theirs = await tlsAuthority('somebody else');
  await writeTls(folder('intake'), ['intake'], ours);
  await writeTls(folder('sla'), ['sla'], ours);
  await writeTls(folder('stranger'), ['sla'], theirs);
  server = await serving({ folder: folder('intake') });
});

const serving = async (tls: RpcTls): Promise<RpcServer> => {
  const unused = () => Promise.reject(new Error('not asked for'));
  return startRpcServer({
    host: '127.0.0.1',
    port: 0,
    services: [
      rpcService(JournalServiceService, {
        replay: async () => ({ events: [], nextCursor: '', end: true }),
        republish: unused,
        getRepublish: unused,
      }),
    ],
    verifier: await createCallerVerifier(place, 'intake'),
    logger: createLogger({ service: 'intake', cell: '00', level: 'silent' }),
    metrics: createMetrics('intake'),
    tls,
  });
};
afterAll(async () => {
  await server.close();
  await rm(place, { recursive: true, force: true });
});

describe('a server with a certificate', () => {
  it('answers a caller with one of the same authority', async () => {
    expect(await ask({ folder: folder('sla'), serverName: 'intake' })).toBe('answered');
  });
  it.each([
    ['in the clear', () => undefined],
    ['with a certificate of another authority', () => ({ folder: folder('stranger'), serverName: 'intake' })],
    ['with no certificate at all', () => ({ folder: folder('nowhere'), serverName: 'intake' })],
  ])('refuses a caller %s', async (_how, tls) => {
    expect(await ask(tls())).toMatch(/^(unavailable|deadline-exceeded)$/);
  });
  it('is refused by a caller who meant another', async () => {
    expect(await ask({ folder: folder('sla'), serverName: 'routing' })).toMatch(/^(unavailable|deadline-exceeded)$/);
  });
});

describe('a certificate that ends while processes run', () => {
  const lifeMs = 4_000;
  const refreshMs = 100;

  /** A server and a client that has not called yet, with certificates that end soon; and what renews them. */
  async function pair(name: string) {
    const authority = await tlsAuthority();
    const write = async (until?: Date): Promise<void> => {
      await writeTls(folder(`${name}-server`), ['intake'], authority, until);
      await writeTls(folder(`${name}-client`), ['sla'], authority, until);
    };
    const ends = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + lifeMs);
    await write(ends);
    const asked = await serving({ folder: folder(`${name}-server`), refreshMs });
    const tls = { folder: folder(`${name}-client`), serverName: 'intake', refreshMs };
    const client = createRpcClient(JournalServiceClient, `127.0.0.1:${asked.port}`, tls);
    const over = () => until('the certificate has ended', () => Date.now() > ends.getTime() + 1_000);
    return { asked, tls, client, renew: () => write(), over };
  }

  it('is read anew by server and client when it was renewed, without a restart', async () => {
    const { asked, tls, client, renew, over } = await pair('renewed');
    expect(await ask(tls, asked)).toBe('answered');
    await renew();
    await over();
    expect(await askBy(client)).toBe('answered');
    await asked.close();
  });
  it('closes the link when nobody renews it', async () => {
    const { asked, tls, client, over } = await pair('forgotten');
    expect(await ask(tls, asked)).toBe('answered');
    await over();
    expect(await askBy(client)).toMatch(/^(unavailable|deadline-exceeded)$/);
    await asked.close();
  });
});
