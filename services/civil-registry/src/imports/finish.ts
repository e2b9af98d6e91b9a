import { inTransaction, writesOf } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { actorsAt } from '../domain/access.ts';
import { registerId } from '../domain/identity.ts';
import { closingBytes } from '../domain/seal.ts';
import { officerSigner } from '../domain/signing.ts';
import { todayOf } from '../rpc/people.ts';
import { closeRow } from '../store/registers.ts';
import { bureauRows, type RegisterRow, registerCollection, registerRows } from '../store/rows.ts';
import { type ImportRow, importCollection, importRows, pieceRows, rangeOf, type TrackRow, trackRows } from './rows.ts';
import { callerOf } from './run.ts';

const PAGE = 50;

/**
 * What follows the last line: registers are let go; one of an earlier year whose lines were all taken is closed, if who brought the file is
 * an officer of its bureau: their signature under the closing record stands for each of its acts. Begun again it does what is left.
 */
export async function finishImport(deps: Deps, row: ImportRow): Promise<void> {
  const { platform } = deps;
  for (let after: string | undefined; ; ) {
    const tracks = await trackRows(platform.mongo).find(rangeOf(row._id, after)).sort({ _id: 1 }).limit(PAGE).toArray();
    if (tracks.length === 0) break;
    await settle(deps, row, tracks);
    after = tracks.at(-1)?._id;
  }
  const at = platform.clock.now();
  await inTransaction(platform.mongo, async (session) => {
    const now = await importRows(platform.mongo).findOne({ _id: row._id }, { session });
    if (now === null || now.state === 'cancelled' || now.state === 'done') return;
    writesOf(session).update(importCollection, row._id, { $set: { state: 'done', finishedAt: at } });
  });
  platform.relay.poke();
}

/** The file goes when nobody reads it any more; the acts hold what it told. */
export async function forgetFile({ platform }: Pick<Deps, 'platform'>, id: string): Promise<void> {
  await pieceRows(platform.mongo).deleteMany(rangeOf(id));
  await importRows(platform.mongo).updateOne({ _id: id }, { $unset: { active: '', key: '' } });
}

async function settle(deps: Deps, row: ImportRow, tracks: readonly TrackRow[]): Promise<void> {
  const { platform } = deps;
  const ids = tracks.map(({ key }) => registerId(key));
  const mine = (
    await registerRows(platform.mongo)
      .find({ _id: { $in: ids } })
      .toArray()
  ).filter(({ importing }) => importing === row._id);
  const refused = new Set(tracks.filter((one) => one.refused > 0).map(({ key }) => registerId(key)));
  for (const register of mine) {
    const whole = row.state !== 'cancelled' && !refused.has(register._id);
    const closing = whole ? await closingOf(deps, row, register) : undefined;
    await inTransaction(platform.mongo, async (session) => {
      const now = await registerRows(platform.mongo).findOne({ _id: register._id }, { session });
      if (now?.importing !== row._id || now.head !== register.head) return;
      const { importing: _done, ...free } = now;
      if (closing === undefined) writesOf(session).replace(registerCollection, free);
      else closeRow(session, free, closing);
    });
  }
}

async function closingOf(deps: Deps, row: ImportRow, register: RegisterRow) {
  const { platform, signer, directory } = deps;
  if (register.year >= Number(todayOf(deps).slice(0, 4))) return undefined;
  const caller = callerOf(row);
  const bureau = await bureauRows(platform.mongo).findOne({ _id: register.bureauId });
  const account = await directory.accountOf(row.startedBy);
  if (bureau === null || account === undefined) return undefined;
  if (!actorsAt(bureau, await deps.grantsOf(caller)).has('civil-officer')) return undefined;
  const signature = await signer.sign(officerSigner(account._id), closingBytes(register, register));
  return { at: platform.clock.now(), caller, officerId: account._id, signature, decision: '' };
}
