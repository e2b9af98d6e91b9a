import { AppError, bytesOf } from '@jamaa/kit';
import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { Deps } from '../deps.ts';
import { actId, type RegisterKey } from '../domain/identity.ts';
import { type Gap, missingOf } from '../domain/imports/sequence.ts';
import { actHash, gapHash, openingHash } from '../domain/seal.ts';
import { officerSigner } from '../domain/signing.ts';
import { type ActRow, actRows, type RegisterRow } from '../store/rows.ts';
import { actContext, keyOf, openAct, openBytes } from '../store/sealed-act.ts';

const PAGE = 200;

/** Acts after a number, by their ids: an act is where its number says, or it is missing. */
async function actsAfter(
  deps: Pick<Deps, 'platform'>,
  register: RegisterRow,
  after: number,
  limit: number,
): Promise<ActRow[]> {
  const key: RegisterKey = register;
  const from = Math.max(after + 1, register.firstNumber);
  // Numbers that an old register lacks are no acts: a page looks behind them.
  const lacking = missingOf({ gaps: register.gaps ?? [], filled: register.filled ?? [] });
  const ids: string[] = [];
  for (let number = from; number <= register.lastNumber && ids.length < limit; number += 1)
    if (!lacking.some((gap) => gap.from <= number && number <= gap.to)) ids.push(actId(key, number));
  const rows = await actRows(deps.platform.mongo)
    .find({ _id: { $in: ids } })
    .toArray();
  return rows.sort((a, b) => a.number - b.number);
}

export async function readActs(
  deps: Pick<Deps, 'platform' | 'keyring'>,
  register: RegisterRow,
  after: number,
  limit: number,
): Promise<Act[]> {
  return (await actsAfter(deps, register, after, limit)).map((row) => openAct(deps.keyring, row));
}

/**
 * Walks a register in the order in which its acts were entered: every number there but those it is known to lack, every hash over what is
 * kept and the act before, every signature the officer's. @throws AppError `command-not-allowed` naming the first act that does not fit
 */
export async function verifyRegister(deps: Deps, register: RegisterRow): Promise<void> {
  let previous = openingHash(register, register.firstNumber);
  const gaps = new Map((register.gaps ?? []).map((gap) => [gap.from, gap]));
  let batch: number[] = [];
  const walk = async (): Promise<void> => {
    previous = await walkOn(deps, register, batch, previous, gaps);
    batch = [];
  };
  for (let number = register.firstNumber; number <= register.lastNumber; number += 1) {
    const gap = gaps.get(number);
    batch.push(number);
    if (gap !== undefined) number = gap.to;
    if (batch.length >= PAGE) await walk();
  }
  await walk();
  for (const number of register.filled ?? []) {
    batch.push(number);
    gaps.delete(number);
    if (batch.length >= PAGE) await walk();
  }
  await walk();
  if (previous !== register.head) throw broken(deps, register._id);
}

/** The hash after these numbers, each an act or the first of a gap. */
async function walkOn(
  deps: Deps,
  register: RegisterRow,
  numbers: readonly number[],
  head: string,
  gaps: ReadonlyMap<number, Gap>,
): Promise<string> {
  const ids = numbers.filter((number) => !gaps.has(number)).map((number) => actId(register, number));
  const rows = await actRows(deps.platform.mongo)
    .find({ _id: { $in: ids } })
    .toArray();
  const acts = new Map(rows.map((row) => [row.number, row]));
  let previous = head;
  for (const number of numbers) {
    const gap = gaps.get(number);
    const row = acts.get(number);
    if (gap !== undefined) previous = gapHash(register, gap, previous);
    else if (row === undefined || !(await fits(deps, row, previous))) throw broken(deps, actId(register, number));
    else previous = row.hash;
  }
  return previous;
}

async function fits({ keyring, signer }: Deps, row: ActRow, previous: string): Promise<boolean> {
  const bytes = openBytes(keyOf(keyring, row), row.sealed, actContext(row._id));
  if (actHash(row._id, bytes, previous) !== row.hash) return false;
  // An imported act is signed with its register, by the closing record.
  if (row.imported === true) return true;
  return signer.verify(officerSigner(row.officerId), Buffer.from(row.hash, 'hex'), bytesOf(row.signature));
}

function broken({ platform, telemetry }: Deps, id: string): AppError {
  telemetry.broken.inc();
  platform.logger.error({ act: id }, 'a register differs from what was signed');
  return new AppError(
    'command-not-allowed',
    `${id} is missing or differs from what was signed: the register cannot be closed`,
  );
}
