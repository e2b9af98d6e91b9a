import {
  AppError,
  appendEvents,
  createPlatform,
  type EventType,
  encodeEvent,
  inTransaction,
  type Methods,
  migrate,
  type Platform,
  type RpcCall,
  rpcService,
  serve,
  subjectOf,
} from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import {
  type DirectoryServiceServer,
  DirectoryServiceService,
  type GetAccountContactRequest,
  type GetAccountContactResponse,
  type GetOnCallRequest,
  GetOnCallResponse,
  type GetOrganisationRequest,
  GetOrganisationResponse,
  type Organisation,
} from '@jamaa/proto/directory/v1/directory';
import {
  type DocumentOrdersServiceServer,
  DocumentOrdersServiceService,
  type GetOrderContactRequest,
  type GetOrderContactResponse,
} from '@jamaa/proto/document_orders/v1/document_orders';
import {
  type GetContactRequest,
  type GetContactResponse,
  type IntakeServiceServer,
  IntakeServiceService,
} from '@jamaa/proto/intake/v1/intake';
import { headers } from '@nats-io/nats-core';

/** A service of the test's own that stands where a peer stands: real journal, relay and gRPC, with what the test puts in. */
export interface PeerOfTheTest {
  readonly platform: Platform;
  readonly address: string;
  /** Commits events of an aggregate; the real relay publishes them. Returns their ids. */
  publish<T>(aggregateId: string, ...events: readonly (readonly [EventType<T>, T])[]): Promise<string[]>;
  /** The same for an event that happened at another time. */
  publishAt<T>(time: Date, aggregateId: string, event: readonly [EventType<T>, T]): Promise<string[]>;
}

type Heads = Map<string, { version: number; lastEventId: string | undefined }>;

async function startPeer(
  suite: Suite,
  service: string,
  aggregate: string,
  rpc: Parameters<typeof serve>[1],
): Promise<PeerOfTheTest> {
  await migrate({ service, indexes: [], consumes: [] }, suite.env(service));
  const platform = await createPlatform({ service, env: suite.env(service), indexes: [] });
  const { rpcPort } = await serve(platform, rpc);
  const heads: Heads = new Map();
  const commit = async <T>(
    time: Date,
    aggregateId: string,
    events: readonly (readonly [EventType<T>, T])[],
  ): Promise<string[]> => {
    const ids: string[] = [];
    for (const [type, message] of events) {
      const head = heads.get(aggregateId) ?? { version: 0, lastEventId: undefined };
      const next = await inTransaction(platform.mongo, async (session) =>
        appendEvents(session, { type: aggregate, id: aggregateId, ...head }, [encodeEvent(type, message)], time),
      );
      heads.set(aggregateId, next);
      ids.push(next.lastEventId ?? '');
    }
    platform.relay.poke();
    return ids;
  };
  return {
    platform,
    address: `127.0.0.1:${rpcPort}`,
    publish: (aggregateId, ...events) => commit(platform.clock.now(), aggregateId, events),
    publishAt: (time, aggregateId, event) => commit(time, aggregateId, [event]),
  };
}

/** Unanswered methods of a peer: the service under test may not call them. */
const onlyThese = <S>(methods: object, names: readonly string[]): Methods<S> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      (Reflect.get(methods, name) as unknown) ??
        (() => Promise.reject(new AppError('internal', `${name} is not expected to be called`))),
    ]),
  ) as Methods<S>;

export interface IntakePeer extends PeerOfTheTest {
  readonly contacts: Map<string, GetContactResponse>;
  /** While true the peer answers that it is out of reach. */
  setDown(down: boolean): void;
  asked(): number;
}

export async function startIntakePeer(suite: Suite): Promise<IntakePeer> {
  const contacts = new Map<string, GetContactResponse>();
  let down = false;
  let asked = 0;
  const methods = {
    async getContact({ complaintId }: GetContactRequest, { caller }: RpcCall) {
      asked += 1;
      if (down) throw new AppError('unavailable', 'down, ordered by the test');
      if (caller.kind !== 'service' || caller.service !== 'notifications') throw new AppError('forbidden', 'not you');
      const contact = contacts.get(complaintId);
      if (contact === undefined) throw new AppError('not-found', 'no such complaint');
      return contact;
    },
  };
  const names = Object.keys(IntakeServiceService);
  const peer = await startPeer(suite, 'intake', 'complaint', [
    rpcService(IntakeServiceService, onlyThese<IntakeServiceServer>(methods, names)),
  ]);
  return {
    ...peer,
    contacts,
    setDown: (now) => {
      down = now;
    },
    asked: () => asked,
  };
}

export interface DirectoryPeer extends PeerOfTheTest {
  readonly organisations: Map<string, Organisation>;
  readonly accounts: Map<string, GetAccountContactResponse>;
  /** Accounts on call, by organisation. */
  readonly onCall: Map<string, readonly string[]>;
}

export async function startDirectoryPeer(suite: Suite): Promise<DirectoryPeer> {
  const organisations = new Map<string, Organisation>();
  const accounts = new Map<string, GetAccountContactResponse>();
  const onCall = new Map<string, readonly string[]>();
  const methods = {
    async getOnCall({ organisation }: GetOnCallRequest) {
      return GetOnCallResponse.fromPartial({ level: 'on-call', accountIds: [...(onCall.get(organisation) ?? [])] });
    },
    async getOrganisation({ id }: GetOrganisationRequest) {
      const organisation = organisations.get(id);
      if (organisation === undefined) throw new AppError('not-found', 'no such organisation');
      return GetOrganisationResponse.fromPartial({ organisation });
    },
    async getAccountContact({ accountId }: GetAccountContactRequest) {
      const account = accounts.get(accountId);
      if (account === undefined) throw new AppError('not-found', 'no such account');
      return account;
    },
  };
  const names = Object.keys(DirectoryServiceService);
  const peer = await startPeer(suite, 'directory', 'account', [
    rpcService(DirectoryServiceService, onlyThese<DirectoryServiceServer>(methods, names)),
  ]);
  return { ...peer, organisations, accounts, onCall };
}

export interface OrdersPeer extends PeerOfTheTest {
  readonly contacts: Map<string, GetOrderContactResponse>;
}

export async function startOrdersPeer(suite: Suite): Promise<OrdersPeer> {
  const contacts = new Map<string, GetOrderContactResponse>();
  const methods = {
    async getOrderContact({ orderId }: GetOrderContactRequest, { caller }: RpcCall) {
      if (caller.kind !== 'service' || caller.service !== 'notifications') throw new AppError('forbidden', 'not you');
      const contact = contacts.get(orderId);
      if (contact === undefined) throw new AppError('not-found', 'no such order');
      return contact;
    },
  };
  const names = Object.keys(DocumentOrdersServiceService);
  const peer = await startPeer(suite, 'document-orders', 'order', [
    rpcService(DocumentOrdersServiceService, onlyThese<DocumentOrdersServiceServer>(methods, names)),
  ]);
  return { ...peer, contacts };
}

export const startSlaPeer = (suite: Suite): Promise<PeerOfTheTest> => startPeer(suite, 'sla', 'clock', []);

/** Puts an event on the stream once more, past the broker's own recognition of doubles: the same event, delivered again. */
export async function publishAgain(peer: PeerOfTheTest, source: string, eventId: string): Promise<void> {
  const live = await peer.platform.bus.live();
  const row = await peer.platform.mongo
    .collection<{
      _id: string;
      type: string;
      aggregateId: string;
      version: number;
      time: Date;
      data: { value(): Uint8Array };
    }>('events')
    .findOne({ _id: eventId });
  if (row === null) throw new Error(`no event ${eventId}`);
  const h = headers();
  const told = {
    'ce-id': row._id,
    'ce-type': row.type,
    'ce-subject': row.aggregateId,
    'ce-time': row.time.toISOString(),
    'ce-aggregateversion': String(row.version),
  };
  for (const [name, value] of Object.entries(told)) h.set(name, value);
  const data = row.data as unknown as { buffer: Uint8Array };
  await live.js.publish(subjectOf(live, source, row.type), new Uint8Array(data.buffer), { headers: h });
}
