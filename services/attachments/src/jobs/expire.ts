import { inTransaction, writesOf } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { type FileRow, fileCollection, fileRows } from '../store/file-row.ts';

const BATCH = 50;
const DAY_MS = 86_400_000;

/**
 * What nobody has taken in its time goes, in two steps. First it is marked, so that no complaint may take it any more; after a while,
 * longer than any filing takes, intake is asked whether a complaint holds it after all, for its event may be late. Only what intake
 * knows nothing of is thrown away: with intake out of reach nothing is. Returns whether something was done.
 */
export async function expireUnclaimed(deps: Deps): Promise<boolean> {
  const { platform } = deps;
  const now = platform.clock.now();
  const due = await fileRows(platform.mongo)
    .find({ expiresAt: { $gt: new Date(0), $lte: now } })
    .sort({ expiresAt: 1 })
    .limit(BATCH)
    .toArray();
  const fresh = due.filter(({ expiring }) => expiring !== true);
  for (const { _id } of fresh) {
    await change(deps, _id, (row) => {
      if (row.expiring === true || row.expiresAt === undefined || row.expiresAt > now) return undefined;
      return { $set: { expiring: true, expiresAt: new Date(now.getTime() + deps.env.EXPIRY_GRACE_MS) } };
    });
  }
  const marked = due.filter(({ expiring }) => expiring === true).map(({ _id }) => _id);
  if (marked.length > 0) await throwAway(deps, marked, now);
  return due.length > 0;
}

async function throwAway(deps: Deps, ids: string[], now: Date): Promise<void> {
  const { held } = await deps.intake.call('listHeldAttachments', { ids });
  const kept = new Set(held.map(({ id }) => id));
  for (const id of ids) {
    await change(deps, id, (row) => {
      if (row.expiring !== true) return undefined;
      // The complaint's event binds it when it comes.
      if (kept.has(id)) return { $set: { expiresAt: new Date(now.getTime() + DAY_MS) }, $unset: { expiring: '' } };
      deps.telemetry.files.inc({ outcome: 'expired', kind: row.kind ?? 'none' });
      return { $set: { state: 'expired', workAt: now }, $unset: { expiresAt: '' } };
    });
  }
}

type Update = { $set?: object; $unset?: object };

const change = ({ platform }: Deps, id: string, decide: (row: FileRow) => Update | undefined): Promise<void> =>
  inTransaction(platform.mongo, async (session) => {
    const row = await fileRows(platform.mongo).findOne({ _id: id }, { session });
    const update = row === null ? undefined : decide(row);
    if (update !== undefined) writesOf(session).update(fileCollection, id, update);
  });
