import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createMetrics } from '@jamaa/observability';
import {
  JournalServiceClient,
  type JournalServiceServer,
  JournalServiceService,
  ReplayRequest,
} from '@jamaa/proto/platform/v1/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '../access/caller.ts';
import { createCallerSigner, createCallerVerifier } from '../access/caller-token.ts';
import { AppError } from '../errors/app-error.ts';
import { type ErrorCode, errorRegistry } from '../errors/registry.ts';
import { writeDevelopmentSecrets } from '../testing/development-secrets.ts';
import { until } from '../testing/until.ts';
import { createRpcClient, type RpcClient } from './client.ts';
import { type Methods, type RpcServer, rpcService, startRpcServer } from './server.ts';

const answer = { events: [], nextCursor: '', end: true };
const self: Caller = { kind: 'service', service: 'sla' };

/** A real server and a real client on one machine; `behaviour` is what its method does now. */
let behaviour: Methods<JournalServiceServer>['replay'];
let server: RpcServer;
let client: RpcClient<JournalServiceClient>;
let token: string;
let secrets: string;

const ask = (o: { deadlineMs?: number; signal?: AbortSignal; token?: string } = {}) =>
  client.call.replay(ReplayRequest.fromPartial({}), { token, ...o });

beforeAll(async () => {
  secrets = await mkdtemp(join(tmpdir(), 'jamaa-rpc-'));
  await writeDevelopmentSecrets(secrets, ['sla']);
  token = await (await createCallerSigner(secrets, 'sla')).mint(self, 'intake');
  const unused = () => Promise.reject(new Error('not asked for'));
  const methods: Methods<JournalServiceServer> = {
    replay: (request, call) => behaviour(request, call),
    republish: unused,
    getRepublish: unused,
  };
  server = await startRpcServer({
    host: '127.0.0.1',
    port: 0,
    services: [rpcService(JournalServiceService, methods)],
    verifier: await createCallerVerifier(secrets, 'intake'),
    logger: createLogger({ service: 'intake', cell: '00', level: 'silent' }),
    metrics: createMetrics('intake'),
  });
  client = createRpcClient(JournalServiceClient, `127.0.0.1:${server.port}`);
});
afterAll(async () => {
  client.close();
  await server.close();
  await rm(secrets, { recursive: true, force: true });
});

describe('an error on its way over gRPC', () => {
  it.each((Object.keys(errorRegistry) as ErrorCode[]).filter((code) => code !== 'internal'))(
    'arrives as it left: %s',
    async (code) => {
      const fields = [{ path: 'complainant.name', code: 'required', message: 'الاسم مطلوب' }];
      behaviour = async () => {
        throw new AppError(code, `بسبب ${code}`, { fields });
      };
      await expect(ask()).rejects.toMatchObject({ name: 'AppError', code, message: `بسبب ${code}`, fields });
    },
  );
  it('tells nothing about itself when it is a defect', async () => {
    behaviour = async () => {
      throw new TypeError('amina@example.org is undefined');
    };
    await expect(ask()).rejects.toMatchObject({ code: 'internal', message: 'internal error', fields: [] });
  });
});

describe('a call', () => {
  it('carries who calls', async () => {
    let caller: Caller | undefined;
    behaviour = async (_request, call) => {
      caller = call.caller;
      return answer;
    };
    await ask();
    expect(caller).toEqual(self);
  });
  it('without a valid caller token reaches no method', async () => {
    let reached = false;
    behaviour = async () => {
      reached = true;
      return answer;
    };
    for (const bad of ['', 'nonsense'])
      await expect(ask({ token: bad })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(reached).toBe(false);
  });
  it('ends at its deadline, and tells the method to stop', async () => {
    let stopped = false;
    behaviour = (_request, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          resolve(answer);
        });
      });
    await expect(ask({ deadlineMs: 50 })).rejects.toMatchObject({ code: 'deadline-exceeded', retryable: true });
    await until('the method told', () => stopped);
  });
  it('to nobody is `unavailable`', async () => {
    const nobody = createRpcClient(JournalServiceClient, '127.0.0.1:1');
    await expect(nobody.call.replay(ReplayRequest.fromPartial({}), { token })).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
    });
    nobody.close();
  });
});

describe('more calls than can be worked on', () => {
  /** Lets `count` calls hang in the method; `release` ends them. */
  const hanging = () => {
    const waiting: (() => void)[] = [];
    behaviour = () => new Promise((resolve) => void waiting.push(() => resolve(answer)));
    return {
      waiting,
      release: () => {
        for (const go of waiting.splice(0)) go();
      },
    };
  };

  it('are shed at once by the client beyond 400, and the others answered', async () => {
    const { waiting, release } = hanging();
    const calls = Array.from({ length: 400 }, () => ask({ deadlineMs: 20_000 }));
    await expect(ask()).rejects.toMatchObject({ code: 'overloaded', retryable: true });
    await until('all 400 in the method', () => waiting.length === 400);
    release();
    expect(await Promise.all(calls)).toHaveLength(400);
    behaviour = async () => answer;
    expect(await ask()).toEqual(answer);
  });
  it('are shed by the server beyond 512, whoever sends them', async () => {
    const { waiting, release } = hanging();
    const other = createRpcClient(JournalServiceClient, `127.0.0.1:${server.port}`);
    const more = () => other.call.replay(ReplayRequest.fromPartial({}), { token, deadlineMs: 20_000 });
    const calls = Array.from({ length: 300 }, () => [ask({ deadlineMs: 20_000 }), more()]).flat();
    const shed: unknown[] = [];
    for (const call of calls) call.catch((error: unknown) => shed.push(error));
    await until('88 refused', () => shed.length === 88);
    expect(waiting).toHaveLength(512);
    release();
    const settled = await Promise.allSettled(calls);
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(512);
    expect(shed.every((error) => error instanceof AppError && error.code === 'overloaded')).toBe(true);
    other.close();
  });
});
