import { bytesOf, journalRows, newId } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { Connection } from 'mongoose';
import type { Clock } from '../domain/clock.ts';
import { type ClockRow, clockRows, rowOf } from '../store/clock-rows.ts';
import { addOpenClocks, openClocks } from '../store/open-clocks.ts';

/** A step that was made to fall due. */
export interface PlannedStep {
  readonly clock: string;
  readonly key: string;
  /** Milliseconds. */
  readonly at: number;
}

export interface Rehearsal {
  readonly openClocks: number;
  readonly from: Date;
  readonly steps: number;
  readonly perSecond: number;
}

const TOGETHER = 1_000;
const DAY_MS = 86_400_000;

/**
 * Ballast up to the number of open clocks (of cases that intake does not know: they never fall due here), then the next steps
 * of real open clocks are set to fall due one after the other. At most as many as there are such clocks.
 */
export async function planSteps(
  connection: Connection,
  order: Rehearsal,
): Promise<{ openClocks: number; ballast: number; planned: PlannedStep[] }> {
  const rows = clockRows(connection);
  const real = await rows
    .find({ armed: true, nextAt: { $gt: new Date(0) } })
    .project<Pick<ClockRow, '_id' | 'next'>>({ next: 1 })
    .toArray();
  const sum = (counts: object): number => Object.values(counts).reduce((total: number, one: number) => total + one, 0);
  const open = sum(await openClocks(connection));
  const ballast = Math.max(0, order.openClocks - open);
  await addBallast(connection, ballast, order.from);
  const planned = real
    .filter(({ next }) => next !== undefined)
    .slice(0, order.steps)
    .map(({ _id, next }, i) => ({
      clock: _id,
      key: next?.key ?? '',
      at: Math.round(order.from.getTime() + (i * 1_000) / order.perSecond),
    }));
  for (let start = 0; start < planned.length; start += TOGETHER) {
    await rows.bulkWrite(
      planned.slice(start, start + TOGETHER).map(({ clock: _id, at }) => {
        const due = new Date(at);
        const update = { $set: { 'next.at': due, nextAt: due }, $inc: { version: 1 } };
        return { updateOne: { filter: { _id }, update } };
      }),
      { ordered: false },
    );
  }
  return { openClocks: open + ballast, ballast, planned };
}

async function addBallast(connection: Connection, count: number, from: Date): Promise<void> {
  for (let made = 0; made < count; made += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, count - made) }, (_, i): ClockRow => {
      const at = new Date(from.getTime() + (30 + ((made + i) % 30)) * DAY_MS);
      return rowOf(idle(newId(), from, at), undefined);
    });
    await clockRows(connection).insertMany(some, { ordered: false, ignoreUndefined: true });
  }
  if (count > 0) await addOpenClocks(connection, { legal: count });
}

const idle = (complaintId: string, startedAt: Date, at: Date): Clock => ({
  ...{ complaintId, reference: `ballast-${complaintId}`, kind: 'legal', state: 'running', startedAt, round: 0 },
  ...{ policy: 'legal@2017-06-23', delay: { amount: 60, unit: 'calendar-day' }, pauses: [], passed: [] },
  ...{ dueAt: at, calendarVersion: 1, complaintVersion: 1, next: { kind: 'breach', key: 'breach', at } },
  about: {
    ...{ category: 'VOI', communeCode: '06.141.01.0', organisation: 'commune:06.141.01.0', unit: 'technical' },
    ...{ handler: '', addressee: '', confidential: false },
  },
});

/** How often each planned step has fired, and how late: from the planned instant to the making of its journal row. */
export async function countFired(
  connection: Connection,
  planned: readonly PlannedStep[],
): Promise<{ once: number; never: number; twice: number; lagsMs: number[] }> {
  const result = { once: 0, never: 0, twice: 0, lagsMs: [] as number[] };
  for (const step of planned) {
    const events = await journalRows(connection).find({ aggregateId: step.clock }).toArray();
    const fired = events.filter((row) => madeAtMs(row._id) >= step.at && isOf(step.key, row.type, bytesOf(row.data)));
    const [first] = fired;
    if (first === undefined) result.never += 1;
    else {
      result[fired.length === 1 ? 'once' : 'twice'] += 1;
      result.lagsMs.push(madeAtMs(first._id) - step.at);
    }
  }
  return result;
}

/** An id of the journal begins with the milliseconds at which it was made (UUIDv7). */
const madeAtMs = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

function isOf(key: string, type: string, data: Uint8Array): boolean {
  if (key === 'breach') return type === slaEvents.breached.type;
  if (key.startsWith('level:')) return type === slaEvents.escalated.type;
  return type === slaEvents.warned.type && slaEvents.warned.codec.decode(data).rule === key;
}

/** Process id of the replica that fires steps, 0 when none does: a lease's holder is `<host>/<process id>/<…>`. */
export async function holderPid(connection: Connection): Promise<number> {
  const lease = await connection.collection<{ _id: string; holder: string }>('leases').findOne({ _id: 'ticker' });
  return Number(lease?.holder.split('/')[1] ?? 0);
}
