import {
  AppError,
  appendEvents,
  createPlatform,
  encodeEvent,
  inTransaction,
  migrate,
  newId,
  type Platform,
  type RpcCall,
  rpcService,
  serve,
} from '@jamaa/kit';
import type { Suite } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { type ImportCasesRequest, ImportCasesResponse } from '@jamaa/proto/intake/v1/imports';
import { type GetContactRequest, GetContactResponse, IntakeServiceService } from '@jamaa/proto/intake/v1/intake';

type EventName = keyof typeof intakeEvents;

/** Stands in for intake: its journal and relay are the real ones, its cases are made of nothing but their numbers. */
export interface IntakePeer {
  readonly address: string;
  readonly platform: Platform;
  /** `<number>` of every line that was brought, in order, also again. */
  readonly brought: string[];
  idOf(number: string): string | undefined;
  /** Commits one event of a case, with the next version. */
  tell(id: string, event: EventName, state: string, change?: Partial<ComplaintSnapshot>): Promise<void>;
  close(): Promise<void>;
}

export async function startIntakePeer(suite: Suite): Promise<IntakePeer> {
  const env = suite.env('intake');
  await migrate({ service: 'intake', indexes: [], consumes: [] }, env);
  const platform = await createPlatform({ service: 'intake', env, indexes: [] });
  const ids = new Map<string, string>();
  const heads = new Map<string, { version: number; lastEventId: string | undefined }>();
  const brought: string[] = [];
  const methods = {
    async importCases({ lines }: ImportCasesRequest, { caller }: RpcCall) {
      if (caller.kind !== 'service' || caller.service !== 'national-portal') throw new AppError('forbidden', 'not you');
      const outcomes = lines.map(({ reference }, index) => {
        brought.push(reference);
        const line = index + 1;
        if (reference.startsWith('BAD'))
          return { line, reference, outcome: 'refused', problems: [{ field: 'commune', code: 'unknown' }] };
        const known = ids.get(reference);
        const complaintId = known ?? newId();
        ids.set(reference, complaintId);
        return {
          line,
          reference,
          outcome: known === undefined ? 'created' : 'unchanged',
          complaintId,
          caseReference: `03-26-${reference}`,
        };
      });
      return ImportCasesResponse.fromPartial({ outcomes });
    },
    getContact: async ({ version }: GetContactRequest) =>
      GetContactResponse.fromPartial({ text: version === 3 ? 'تم الإصلاح' : '' }),
  };
  const { rpcPort } = await serve(platform, [rpcService(IntakeServiceService, methods as never)]);
  return {
    address: `127.0.0.1:${rpcPort}`,
    platform,
    brought,
    idOf: (number) => ids.get(number),
    async tell(id, event, state, change = {}) {
      const head = heads.get(id) ?? { version: 0, lastEventId: undefined };
      const version = head.version + 1;
      const complaint = ComplaintSnapshot.fromPartial({
        id,
        version,
        state: `COMPLAINT_STATE_${state}` as never,
        toldByPortal: true,
        ...change,
      });
      const { type, codec } = intakeEvents[event];
      const message = codec.fromPartial({ complaint } as never);
      const encoded = encodeEvent({ type, codec } as never, message as never);
      await inTransaction(platform.mongo, async (session) => {
        heads.set(id, appendEvents(session, { type: 'complaint', id, ...head }, [encoded], platform.clock.now()));
      });
      platform.relay.poke();
    },
    async close() {
      await platform.mongo.dropDatabase();
      await platform.close();
    },
  };
}
