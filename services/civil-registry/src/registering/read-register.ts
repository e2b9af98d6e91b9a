import { AppError, bytesOf } from '@jamaa/kit';
import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { Deps } from '../deps.ts';
import { actId, type RegisterKey } from '../domain/identity.ts';
import { actHash, openingHash } from '../domain/seal.ts';
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
  const upTo = Math.min(from + limit - 1, register.lastNumber);
  const ids = Array.from({ length: Math.max(0, upTo - from + 1) }, (_, index) => actId(key, from + index));
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
 * Walks a register from its first act to its last: every number there, every hash over what is kept and the act before, every signature
 * the officer's. @throws AppError `command-not-allowed` naming the first act that does not fit
 */
export async function verifyRegister(deps: Deps, register: RegisterRow): Promise<void> {
  let previous = openingHash(register, register.firstNumber);
  let number = register.firstNumber;
  while (number <= register.lastNumber) {
    const rows = await actsAfter(deps, register, number - 1, PAGE);
    for (const row of rows) {
      if (row.number !== number) break;
      if (!(await fits(deps, row, previous))) throw broken(deps, row._id);
      previous = row.hash;
      number += 1;
    }
    if (rows.at(-1)?.number !== number - 1) throw broken(deps, actId(register, number));
  }
  if (previous !== register.head) throw broken(deps, register._id);
}

async function fits({ keyring, signer }: Deps, row: ActRow, previous: string): Promise<boolean> {
  const bytes = openBytes(keyOf(keyring, row), row.sealed, actContext(row._id));
  if (actHash(row._id, bytes, previous) !== row.hash) return false;
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
