import {
  AppError,
  appendEvents,
  encodeEvent,
  inTransaction,
  invalidField,
  type Platform,
  type RpcCall,
} from '@jamaa/kit';
import { documentOrdersEvents } from '@jamaa/proto/catalog';
import {
  EntryFinished,
  type FinishRequest,
  type FinishResponse,
} from '@jamaa/proto/document_orders/v1/document_orders';
import { decide, evolve } from '../domain/entry.ts';
import { findEntry, saveEntry } from '../store/entries.ts';
import type { Telemetry } from '../telemetry.ts';

/** Finishes an entry: state and event in one transaction. Services only; people need grants, see the kit's directory copy. */
export const finish =
  (platform: Platform, telemetry: Telemetry) =>
  async ({ complaintId }: FinishRequest, call: RpcCall): Promise<FinishResponse> => {
    if (call.caller.kind !== 'service') throw new AppError('forbidden', 'only services finish entries');
    if (complaintId === '') throw invalidField('complaintId', 'required', 'which complaint is missing');
    const at = platform.clock.now();
    const after = await inTransaction(platform.mongo, async (session) => {
      const row = await findEntry(platform.mongo, session, complaintId);
      if (row === null) throw new AppError('not-found', `no entry of complaint ${complaintId}`);
      const entry = { complaintId, state: row.state, version: row.version };
      const decision = decide({ type: 'finish', at }, entry);
      if ('refused' in decision) throw new AppError('command-not-allowed', 'the entry is finished already');
      const head = { type: 'entry', id: complaintId, version: row.version, lastEventId: row.lastEventId };
      const events = decision.events.map((event) =>
        encodeEvent(documentOrdersEvents.finished, EntryFinished.fromPartial({ complaintId, finishedAt: event.at })),
      );
      const { version, lastEventId } = appendEvents(session, head, events, at);
      const next = decision.events.reduce(evolve, entry);
      saveEntry(session, { ...row, state: next.state, version, ...(lastEventId === undefined ? {} : { lastEventId }) });
      return next;
    });
    platform.relay.poke();
    telemetry.finished.inc();
    return { complaintId, state: after.state, version: after.version };
  };
