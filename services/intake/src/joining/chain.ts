import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintRows } from '../store/complaints.ts';

type Store = Pick<Intake, 'platform'>;

/** Merges point from open case to open case, so that chains are short and never closed; this only bounds a defect. */
const LONGEST = 50;
const SHOWN = 50;

/** What a case is told together with: the one that leads it, and the ones it leads. */
export interface Joined {
  /** The case it is merged into. */
  readonly direct?: ComplaintRow | undefined;
  /** The end of the chain: whose answer is everybody's. */
  readonly lead?: ComplaintRow | undefined;
  readonly coReporters: number;
  /** The newest of them. */
  readonly coReports: readonly Pick<ComplaintRow, '_id' | 'reference' | 'organisation'>[];
}

/** The case at the end of the chain; `undefined` for a case that is not merged. */
export async function leadOf({ platform }: Store, row: ComplaintRow, session?: ClientSession): Promise<Joined['lead']> {
  let lead: ComplaintRow | undefined;
  for (let step = 0, next = row.mergedInto; next !== undefined && step < LONGEST; step += 1) {
    const found = await complaintRows(platform.mongo).findOne({ _id: next }, session === undefined ? {} : { session });
    if (found === null) break;
    lead = found;
    next = found.mergedInto;
  }
  return lead;
}

/** Reads nothing for a case that has never been merged with another. */
export async function joinedWith(store: Store, row: ComplaintRow, session?: ClientSession): Promise<Joined> {
  const rows = complaintRows(store.platform.mongo);
  const o = session === undefined ? {} : { session };
  const direct = row.mergedInto === undefined ? null : await rows.findOne({ _id: row.mergedInto }, o);
  const lead = direct === null ? undefined : ((await leadOf(store, direct, session)) ?? direct);
  if (row.led !== true) return { direct: direct ?? undefined, lead, coReporters: 0, coReports: [] };
  const coReports = await rows
    .find({ mergedInto: row._id }, { ...o, projection: { reference: 1, organisation: 1 } })
    .sort({ _id: -1 })
    .limit(SHOWN)
    .toArray();
  const coReporters =
    coReports.length < SHOWN ? coReports.length : await rows.countDocuments({ mergedInto: row._id }, o);
  return { direct: direct ?? undefined, lead, coReporters, coReports };
}
