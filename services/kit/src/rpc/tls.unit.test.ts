import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createMetrics } from '@jamaa/observability';
import { JournalServiceClient, JournalServiceService, ReplayRequest } from '@jamaa/proto/platform/v1/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCallerSigner, createCallerVerifier } from '../access/caller-token.ts';
import { writeDevelopmentSecrets } from '../testing/development-secrets.ts';
import { tlsAuthority, writeTls } from '../testing/development-tls.ts';
import { createRpcClient } from './client.ts';
import { type RpcServer, rpcService, startRpcServer } from './server.ts';
import type { RpcTls } from './tls.ts';

let place: string;
let server: RpcServer;
let token: string;
const folder = (name: string): string => join(place, name);

/** What one call over a connection secured so answers; a refused connection ends in `unavailable` or at the deadline. */
async function ask(tls: RpcTls | undefined): Promise<string> {
  const client = createRpcClient(JournalServiceClient, `127.0.0.1:${server.port}`, tls);
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
  const unused = () => Promise.reject(new Error('not asked for'));
  server = await startRpcServer({
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
    tlsFolder: folder('intake'),
  });
});
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
