import type { JournalEvent } from '@jamaa/proto/platform/v1/platform';
import type { mongo } from 'mongoose';
import { floorRows } from './floor.ts';
import { applyFromJournal, type Healing } from './heal.ts';
import { type InboxRow, inboxId, inboxRows } from './inbox.ts';

const PAGE = 1_000;
/** Of one comparison: the rest is compared the next time, so that live events never wait long. */
const MOST_PAGES = 20;

export interface Position {
  /** The stream's last sequence number. */
  readonly last: number;
  /** Up to here every message has been applied, parked or passed over. */
  readonly settled: number;
  readonly backlog: number;
}

/**
 * Compares the publisher's journal with what has been applied here, from where the last comparison ended. What is missing at two
 * comparisons in turn is read from the journal: the broker has lost it, and would never say so. Between them all that the stream
 * held at the first is settled, so that what it still has to deliver is not read twice. The position in the journal moves only
 * past what has been applied.
 */
export function createComparison(
  h: Healing,
  position: () => Promise<Position>,
): { compare(): Promise<{ behind: number; healed: number }> } {
  let suspects = new Set<string>();
  let until = 0;
  return {
    async compare() {
      const { settled, backlog } = await position();
      if (settled < until) return { behind: backlog, healed: 0 };
      const rows = floorRows(h.applier.connection);
      const floor = await rows.findOne({ _id: h.applier.source });
      let cursor = floor?.compared ?? floor?.cursor ?? '';
      const missing = new Map<string, JournalEvent>();
      let whole = true;
      let healed = 0;
      for (let pages = 0; pages < MOST_PAGES && !h.signal.aborted; pages += 1) {
        const page = await pageOf(h, cursor);
        const absent = await notApplied(h, page.events);
        for (const event of absent) missing.set(event.id, event);
        const lost = absent.filter(({ id }) => suspects.has(id));
        for (const aggregateId of new Set(lost.map((event) => event.aggregateId))) {
          healed += await applyFromJournal(h, aggregateId);
        }
        for (const { id } of lost) missing.delete(id);
        whole &&= absent.length === lost.length;
        cursor = page.nextCursor;
        if (whole && cursor !== '') await rows.updateOne({ _id: h.applier.source }, { $set: { compared: cursor } });
        if (page.end) break;
      }
      suspects = new Set(missing.keys());
      // Afterwards: what the journal told as published was in the stream by then, or never will be.
      until = (await position()).last;
      return { behind: missing.size, healed };
    },
  };
}

async function pageOf(h: Healing, cursor: string) {
  if (h.journal === undefined) return { events: [], nextCursor: cursor, end: true };
  const types = [...h.applier.handlers.keys()];
  return h.journal.call('replay', { cursor, types, aggregateId: '', limit: PAGE, withoutData: true }, 30_000);
}

/** Events beyond what the inbox has of their aggregate; one that waits among the dead letters is known and not missing. */
async function notApplied(h: Healing, events: readonly JournalEvent[]): Promise<JournalEvent[]> {
  const { connection, source } = h.applier;
  const ids = [...new Set(events.map((event) => inboxId(source, event.aggregateId)))];
  const filter: mongo.Filter<InboxRow> = { _id: { $in: ids } };
  const found = new Map((await inboxRows(connection).find(filter).toArray()).map((row) => [row._id, row]));
  return events.filter((event) => {
    const row = found.get(inboxId(source, event.aggregateId));
    return row?.parked !== true && event.aggregateVersion > (row?.version ?? 0);
  });
}
