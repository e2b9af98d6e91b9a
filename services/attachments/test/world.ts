import { join } from 'node:path';
import {
  AppError,
  appendEvents,
  type Caller,
  connectMongo,
  createCallerSigner,
  createPlatform,
  createRpcClient,
  type EventType,
  encodeEvent,
  inTransaction,
  migrate,
  newId,
  type Platform,
  type Rpc,
  type RpcCall,
  rpcService,
  serve,
} from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { AttachmentsServiceClient } from '@jamaa/proto/attachments/v1/attachments';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { AttachedFile } from '@jamaa/proto/intake/v1/events';
import {
  type GetAccessRequest,
  IntakeServiceService,
  type ListHeldAttachmentsRequest,
} from '@jamaa/proto/intake/v1/intake';
import type { Connection } from 'mongoose';
import { type FileRow, fileRows } from '../src/store/file-row.ts';
import { migrationPlan } from '../src/store/indexes.ts';

const main = join(import.meta.dirname, '../src/main.ts');

export const anonymous: Caller = { kind: 'anonymous', client: 'public' };
export const person = (subject: string): Caller => ({ kind: 'account', subject, client: 'portal', acr: 'simple' });
export const intakeItself: Caller = { kind: 'service', service: 'intake' };

/** Intake as these tests need it: its events through the real journal, relay and broker; who may see a case is what the test says. */
export interface IntakePeer {
  readonly platform: Platform;
  /** Case by reference, and the subjects that may see it. */
  readonly cases: Map<string, { id: string; seenBy: readonly string[] }>;
  /** Files that intake holds, by id. */
  readonly held: Map<string, string>;
  /** While true it answers that it is out of reach. */
  down: boolean;
  /** A case that accepts files: known to intake, and told to all by its event. */
  accept(files: readonly AttachedFile[], seenBy?: readonly string[]): Promise<{ id: string; reference: string }>;
  /** A case that came from another cell, with these files of it. */
  receive(
    from: string,
    files: readonly string[],
    seenBy?: readonly string[],
  ): Promise<{ id: string; reference: string }>;
  /** A case has gone to another cell. */
  handOver(id: string, region: string): Promise<void>;
  /** The person of that case is erased, and all are told. */
  anonymise(id: string): Promise<void>;
}

export interface Attachments {
  readonly child: Child;
  as(caller: Caller): Rpc<AttachmentsServiceClient>;
}

export interface World {
  readonly suite: Suite;
  readonly intake: IntakePeer;
  readonly mongo: Connection;
  start(more?: Record<string, string>): Promise<Attachments>;
  row(id: string): Promise<FileRow | null>;
  close(): Promise<void>;
}

/** @param own settings of every process of this world, for example another cell. */
export async function createWorld(own: Record<string, string> = {}): Promise<World> {
  const made = await createSuite();
  const suite: Suite = {
    ...made,
    variables: (name, more) => made.variables(name, { ...own, ...more }),
    env: (name, more) => made.env(name, { ...own, ...more }),
  };
  const intake = await startIntakePeer(suite);
  const env = suite.env('attachments');
  await migrate(migrationPlan, env);
  const mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  const children: Child[] = [];
  const closers: (() => void)[] = [];
  return {
    suite,
    intake: intake.peer,
    mongo,
    async start(more = {}) {
      const variables = suite.variables('attachments', {
        INTAKE_ADDRESS: intake.address,
        LOG_LEVEL: 'info',
        JOB_POLL_MS: '50',
        LEFT_BEHIND_MS: '300',
        EXPIRY_GRACE_MS: '100',
        SCAN_RETRY_BASE_MS: '50',
        ...more,
      });
      const child = startChild(main, variables);
      children.push(child);
      const ports = await until('listening', () => {
        if (child.process.exitCode !== null) throw new Error(`ended: ${child.stderr()}${child.stdout()}`);
        const line = child
          .stdout()
          .split('\n')
          .find((one) => one.includes('"listening"'));
        return line !== undefined && (JSON.parse(line) as { rpc: number });
      });
      const client = createRpcClient(AttachmentsServiceClient, `127.0.0.1:${ports.rpc}`);
      closers.push(() => client.close());
      return { child, as: (caller) => onBehalf(suite, client.call, caller) };
    },
    row: (id) => fileRows(mongo).findOne({ _id: id }),
    async close() {
      for (const close of closers) close();
      await Promise.all(children.map((child) => child.kill()));
      await mongo.dropDatabase();
      await mongo.close();
      await intake.peer.platform.mongo.dropDatabase();
      await intake.peer.platform.close();
    },
  };
}

/** Calls as the gateway makes them for people, and services for themselves. */
function onBehalf(suite: Suite, call: Rpc<AttachmentsServiceClient>, caller: Caller): Rpc<AttachmentsServiceClient> {
  return new Proxy(call, {
    get: (target, name) => async (request: never) => {
      const signer = await createCallerSigner(suite.secretsDir, caller.kind === 'service' ? caller.service : 'gateway');
      const method = Reflect.get(target, name) as (request: never, options: object) => Promise<unknown>;
      return method(request, { token: await signer.mint(caller, 'attachments'), deadlineMs: 60_000 });
    },
  });
}

async function startIntakePeer(suite: Suite): Promise<{ peer: IntakePeer; address: string }> {
  const env = suite.env('intake');
  await migrate({ service: 'intake', indexes: [], consumes: [] }, env);
  const platform = await createPlatform({ service: 'intake', env, indexes: [] });
  let made = 0;
  async function tell<T>(
    id: string,
    version: number,
    event: EventType<T> & { readonly codec: { fromPartial(data: object): T } },
    data: object,
  ): Promise<void> {
    const encoded = encodeEvent(event, event.codec.fromPartial(data));
    await inTransaction(platform.mongo, async (session) =>
      appendEvents(session, { type: 'complaint', id, version }, [encoded], platform.clock.now()),
    );
    platform.relay.poke();
  }
  const peer: IntakePeer = {
    platform,
    cases: new Map(),
    held: new Map(),
    down: false,
    async accept(files, seenBy = []) {
      made += 1;
      const [id, reference] = [newId(), `03-26-TEST${made}-X`];
      peer.cases.set(reference, { id, seenBy });
      for (const file of files) peer.held.set(file.id, id);
      await tell(id, 0, intakeEvents.submitted, { complaint: { id, reference, version: 1 }, attachments: [...files] });
      return { id, reference };
    },
    async receive(handedOverFrom, files, seenBy = []) {
      made += 1;
      const [id, reference] = [newId(), `06-26-TEST${made}-X`];
      peer.cases.set(reference, { id, seenBy });
      for (const file of files) peer.held.set(file, id);
      const attachments = files.map((file) => ({ id: file, proof: '' }));
      await tell(id, 0, intakeEvents.submitted, {
        complaint: { id, reference, version: 1, handedOverFrom },
        attachments,
      });
      return { id, reference };
    },
    handOver: (id, region) =>
      tell(id, 1, intakeEvents.handedOver, { complaint: { id, version: 2 }, transferId: newId(), region, files: 1 }),
    anonymise: (id) => tell(id, 1, intakeEvents.anonymised, { complaint: { id, version: 2 }, rule: 'standard' }),
  };
  const inReach = ({ caller }: RpcCall): void => {
    if (peer.down) throw new AppError('unavailable', 'down, ordered by the test');
    if (caller.kind !== 'service' || caller.service !== 'attachments') throw new AppError('forbidden', 'not you');
  };
  const methods = {
    async getAccess({ reference, subject }: GetAccessRequest, call: RpcCall) {
      inReach(call);
      const found = peer.cases.get(reference);
      if (found === undefined || !found.seenBy.includes(subject)) throw new AppError('not-found', 'no such complaint');
      return { complaintId: found.id, reference };
    },
    async listHeldAttachments({ ids }: ListHeldAttachmentsRequest, call: RpcCall) {
      inReach(call);
      return { held: ids.flatMap((id) => (peer.held.has(id) ? [{ id, complaintId: peer.held.get(id) ?? '' }] : [])) };
    },
  };
  const { rpcPort } = await serve(platform, [rpcService(IntakeServiceService, methods as never)]);
  return { peer, address: `127.0.0.1:${rpcPort}` };
}

export interface Uploaded {
  readonly id: string;
  readonly token: string;
}

/** Sends bytes in pieces as the gateway does; `until` stops before the piece that would go beyond it. */
export async function send(
  to: Rpc<AttachmentsServiceClient>,
  id: string,
  bytes: Buffer,
  from = 0,
  until = bytes.length,
  piece = 262_144,
) {
  for (let offset = from; offset < until; ) {
    const data = bytes.subarray(offset, Math.min(offset + piece, until));
    ({ offset } = await to.appendUpload({ id, offset, data }, { token: '' }));
  }
}

/** A whole upload: begun, sent, looked into. */
export async function upload(to: Rpc<AttachmentsServiceClient>, bytes: Buffer, declaredType = ''): Promise<Uploaded> {
  const { id, token } = await to.createUpload({ length: bytes.length, declaredType }, { token: '' });
  await send(to, id, bytes);
  await to.finishUpload({ id }, { token: '' });
  return { id, token };
}

/** All bytes of a file of a case. */
export async function download(
  to: Rpc<AttachmentsServiceClient>,
  reference: string,
  id: string,
  thumbnail = false,
  token = '',
): Promise<Buffer> {
  const { ticket, size } = await to.openAttachment(
    { reference, trackingCode: '', id, thumbnail, token },
    { token: '' },
  );
  const parts: Buffer[] = [];
  for (let offset = 0; offset < size; ) {
    const { data } = await to.readAttachment({ ticket, offset, length: 300_000 }, { token: '' });
    parts.push(data);
    offset += data.length;
  }
  return Buffer.concat(parts);
}

/** The code of the error with which a call ends, and of the field it names; `ok` when it does not. */
export const endOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { code?: string; fields?: readonly { code: string }[] }) =>
      [error.code ?? String(error), ...(error.fields ?? []).map(({ code }) => code)].join(' '),
  );
