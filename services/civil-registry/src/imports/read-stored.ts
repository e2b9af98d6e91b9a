import type { Deps } from '../deps.ts';
import { actId, isActKind, type RegisterKey, registerId } from '../domain/identity.ts';
import { isRefused } from '../domain/imports/line.ts';
import { BLIND_IDCS } from '../registering/plan.ts';
import { actRows, bureauRows, registerRows } from '../store/rows.ts';
import type { Stored } from './plan.ts';
import type { ActLine } from './read-acts.ts';
import { type ImportRow, trackId, trackRows } from './rows.ts';

/** Everything of the database that the lines of a pack are decided on: a handful of reads, whatever their number. */
export async function readStored(
  { platform: { mongo }, keyring }: Pick<Deps, 'platform' | 'keyring'>,
  row: ImportRow,
  lines: readonly ActLine[],
  checkGiven: boolean,
): Promise<Stored> {
  const keys = new Map(lines.flatMap(({ read }) => keysOf(read)).map((key) => [registerId(key), key]));
  const ids = [...keys.keys()];
  const [bureaux, registers, tracks] = await Promise.all([
    bureauRows(mongo)
      .find({ _id: { $in: [...new Set([...keys.values()].map(({ bureauId }) => bureauId))] } })
      .toArray(),
    registerRows(mongo)
      .find({ _id: { $in: ids } })
      .toArray(),
    trackRows(mongo)
      .find({ _id: { $in: ids.map((id) => trackId(row._id, id)) } })
      .toArray(),
  ]);
  const byId = new Map(registers.map((one) => [one._id, one]));
  // Only numbers that a register has come to can be there.
  const there = lines.flatMap(({ read }) => {
    if (read === undefined || 'register' in read || isRefused(read)) return [];
    const register = byId.get(registerId(read.key));
    return register !== undefined && read.number <= register.lastNumber ? [actId(read.key, read.number)] : [];
  });
  const acts =
    there.length === 0
      ? []
      : await actRows(mongo)
          .find({ _id: { $in: there } })
          .toArray();
  return {
    bureaux: new Map(bureaux.map((one) => [one._id, one])),
    registers: byId,
    tracks: new Map(tracks.map((one) => [registerId(one.key), one])),
    acts: new Map(acts.map((one) => [one._id, one])),
    given: checkGiven ? await givenAlready({ mongo, keyring }, lines) : new Set(),
  };
}

function keysOf(read: ActLine['read']): RegisterKey[] {
  if (read === undefined) return [];
  if (!('register' in read)) return read.key === undefined ? [] : [read.key];
  const { bureauId, kind, year } = read.register;
  return isActKind(kind) ? [{ bureauId, kind, year }] : [];
}

/** The index that gives each identifier once has refused the pack: which of its identifiers are somebody's, asked one by one. */
async function givenAlready(
  { mongo, keyring }: { mongo: Deps['platform']['mongo']; keyring: Deps['keyring'] },
  lines: readonly ActLine[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { read } of lines) {
    if (read === undefined || 'register' in read || isRefused(read) || read.idcs === '') continue;
    const gave = keyring.blindIndex(BLIND_IDCS, read.idcs);
    if ((await actRows(mongo).findOne({ gave }, { projection: { _id: 1 } })) !== null) found.add(gave);
  }
  return found;
}
