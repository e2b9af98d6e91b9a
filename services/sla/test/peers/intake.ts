import { appendEvents, createPlatform, inTransaction, type Platform, rpcService, serve, toProtoEnum } from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { IntakeServiceService, type ListStatesRequest, ListStatesResponse } from '@jamaa/proto/intake/v1/intake';
import type { Fact } from '../../src/domain/fact.ts';

interface AnyCodec {
  fromPartial(message: { complaint: ComplaintSnapshot }): object;
  encode(message: object): { finish(): Uint8Array };
}

/**
 * The intake of these tests: a real process boundary apart, it is what sla meets in production. It publishes facts through its
 * own journal and relay, and answers ListStates over gRPC; the door can be shut and opened again on the same port.
 */
export interface IntakePeer {
  readonly address: string;
  /** Changes the state that ListStates tells. */
  know(facts: readonly Fact[]): void;
  /** Publishes the facts, in one transaction for each. */
  publish(facts: readonly Fact[]): Promise<void>;
  /** Both: what intake does. */
  tell(facts: readonly Fact[]): Promise<void>;
  /** How many calls of ListStates it has answered, and how many ids the largest asked for. */
  readonly asked: { calls: number; largest: number };
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

export async function startIntakePeer(suite: Suite): Promise<IntakePeer> {
  const journal = await createPlatform({ service: 'intake', env: suite.env('intake'), indexes: [] });
  const known = new Map<string, Fact>();
  const heads = new Map<string, { version: number; lastEventId: string | undefined }>();
  const asked = { calls: 0, largest: 0 };
  const listStates = async ({ ids }: ListStatesRequest): Promise<ListStatesResponse> => {
    asked.calls += 1;
    asked.largest = Math.max(asked.largest, ids.length);
    const states = ids.flatMap((id) => {
      const found = known.get(id)?.complaint;
      return found === undefined ? [] : [{ ...found, state: toProtoEnum('COMPLAINT_STATE', found.state) }];
    });
    return ListStatesResponse.fromPartial({ states: states as ListStatesResponse['states'] });
  };
  let door: { platform: Platform; port: number } | undefined;
  const open = async (port: number): Promise<number> => {
    const platform = await createPlatform({
      service: 'intake',
      env: suite.env('intake', { RPC_PORT: String(port) }),
      indexes: [],
    });
    const { rpcPort } = await serve(platform, [rpcService(IntakeServiceService, { listStates } as never)]);
    door = { platform, port: rpcPort };
    return rpcPort;
  };
  const port = await open(0);
  const shut = async (): Promise<void> => {
    await door?.platform.close();
    door = undefined;
  };

  const know = (facts: readonly Fact[]): void => {
    for (const fact of facts) known.set(fact.complaint.id, fact);
  };
  const publish = async (facts: readonly Fact[]): Promise<void> => {
    for (const fact of facts) {
      const { id } = fact.complaint;
      const { type } = intakeEvents[fact.type];
      const codec: AnyCodec = intakeEvents[fact.type].codec;
      const data = codec.encode(codec.fromPartial({ complaint: snapshotOf(fact) })).finish();
      const head = { type: 'complaint', id, ...(heads.get(id) ?? { version: 0, lastEventId: undefined }) };
      const next = await inTransaction(journal.mongo, async (session) =>
        appendEvents(session, head, [{ type, data }], fact.at),
      );
      heads.set(id, next);
    }
    journal.relay.poke();
  };
  return {
    address: `127.0.0.1:${port}`,
    asked,
    know,
    publish,
    tell: (facts) => {
      know(facts);
      return publish(facts);
    },
    shut,
    open: async () => void (await open(port)),
    async close() {
      await shut();
      await journal.mongo.dropDatabase();
      await journal.close();
    },
  };
}

const snapshotOf = ({ complaint }: Fact): ComplaintSnapshot =>
  ComplaintSnapshot.fromPartial({
    ...complaint,
    state: toProtoEnum<ComplaintSnapshot['state']>('COMPLAINT_STATE', complaint.state),
    kind: toProtoEnum<ComplaintSnapshot['kind']>('COMPLAINT_KIND', complaint.kind),
  });
