import { inTransaction, writesOf } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { type FileRow, fileCollection, fileRows } from '../store/file-row.ts';

const BATCH = 50;
const DAY_MS = 86_400_000;

/**
 * What nobody has taken in its time goes, in two steps. First it is marked, so that no complaint may take it any more; after a while,
 * longer than any filing takes, those who keep files are asked whether one of them holds it after all, for its event may be late. Only
 * what none knows anything of is thrown away: with one of them out of reach nothing is. Returns whether something was done.
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
  const kept = new Set(await heldOf(deps, ids));
  for (const id of ids) {
    await change(deps, id, (row) => {
      if (row.expiring !== true) return undefined;
      // The event of what holds it binds it when it comes.
      if (kept.has(id)) return { $set: { expiresAt: new Date(now.getTime() + DAY_MS) }, $unset: { expiring: '' } };
      deps.telemetry.files.inc({ outcome: 'expired', kind: row.kind ?? 'none' });
      return { $set: { state: 'expired', workAt: now }, $unset: { expiresAt: '' } };
    });
  }
}

async function heldOf({ intake, holders }: Deps, ids: string[]): Promise<string[]> {
  const { held } = await intake.call('listHeldAttachments', { ids });
  const others = await Promise.all(holders.map((one) => one.call('listHeldFiles', { ids })));
  return [...held.map(({ id }) => id), ...others.flatMap((one) => one.held)];
}

type Update = { $set?: object; $unset?: object };

const change = ({ platform }: Deps, id: string, decide: (row: FileRow) => Update | undefined): Promise<void> =>
  inTransaction(platform.mongo, async (session) => {
    const row = await fileRows(platform.mongo).findOne({ _id: id }, { session });
    const update = row === null ? undefined : decide(row);
    if (update !== undefined) writesOf(session).update(fileCollection, id, update);
  });
