import { inboxRows, type Platform } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import { legalClock } from './history.ts';
import type { Publishing } from './journals.ts';

/** An aggregate of a cell of which something was applied here. */
export interface Touched {
  readonly service: 'intake' | 'sla';
  readonly aggregateId: string;
  readonly complaintId: string;
  readonly version: number;
  readonly appliedAt: Date;
}

type Sources = Readonly<Record<'intake' | 'sla', Publishing>>;

/** What was touched from one moment to another, the second excluded; by the index of the rows' expiry. */
export async function touchedIn(connection: Connection, sources: Sources, from: Date, to: Date): Promise<Touched[]> {
  const rows = await inboxRows(connection)
    .find({ updatedAt: { $gte: from, $lt: to } })
    .toArray();
  return rows.flatMap(({ _id, version, updatedAt: appliedAt }): Touched[] => {
    for (const service of ['intake', 'sla'] as const) {
      const prefix = `${sources[service].of}:`;
      if (!_id.startsWith(prefix)) continue;
      const aggregateId = _id.slice(prefix.length);
      const complaintId = aggregateId.split('/')[0] ?? '';
      // Other clocks are in no figure.
      if (service === 'sla' && aggregateId !== legalClock(complaintId)) return [];
      return [{ service, aggregateId, complaintId, version, appliedAt }];
    }
    return [];
  });
}

const STRETCH_MS = 15_000;
/** Older rows of the inbox have expired. */
const OLDEST_MS = 450 * 86_400_000;
/** A call ends after the stretch in which so much time is over, or so much was found; the next one goes on. */
const CALL_MS = 10_000;
const MOST = 1_000;

/** Walks stretches of time until one call has done enough. @returns where to go on, empty at the end */
export async function stretches(
  { clock }: Pick<Platform, 'clock'>,
  since: Date,
  cursor: string,
  look: (from: Date, to: Date) => Promise<number>,
): Promise<string> {
  const now = clock.now().getTime();
  const begun = clock.system();
  let from = Math.max(since.getTime(), now - OLDEST_MS, Number(cursor));
  let found = 0;
  while (from <= now) {
    if (found >= MOST || clock.system() - begun > CALL_MS) return String(from);
    found += await look(new Date(from), new Date(from + STRETCH_MS));
    from += STRETCH_MS;
  }
  return '';
}
