import type { Connection } from 'mongoose';
import type { Grant } from '../access/grants.ts';
import { isTrainingBody } from '../access/training.ts';
import { AppError, invalidField } from '../errors/app-error.ts';
import { redact } from '../sealing/redact.ts';
import { type ErasureRow, erasuresAfter, fitTogether } from './erasures.ts';

/** Why somebody is erased before the time of the retention rule. */
const reasons = ['person-request', 'court-order', 'unlawful-collection', 'filed-by-mistake'];
const MAX_BASIS = 200;
const readers = ['auditor', 'administrator'];
const MOST_ROWS = 500;

export interface ErasureRequest {
  readonly reasonCode: string;
  /** The text of law it rests on. */
  readonly legalBasis: string;
}

/** What the deletion register says of an erasure that somebody asked for. @throws AppError `validation-failed` by `reason` or `legalBasis` */
export function requestedErasure(request: ErasureRequest): Pick<ErasureRow, 'rule' | 'legalBasis'> {
  const { reasonCode: rule } = request;
  const legalBasis = request.legalBasis.trim();
  if (!reasons.includes(rule)) throw invalidField('reason', 'unknown', `one of ${reasons.join(', ')}`);
  if (legalBasis === '') throw invalidField('legalBasis', 'required', 'name the text it rests on');
  // The register outlives the person: it must not name one.
  if (redact(legalBasis).found.length > 0)
    throw invalidField('legalBasis', 'personal-data', 'a text of law, without ids or contacts of a person');
  if (legalBasis.length > MAX_BASIS) throw invalidField('legalBasis', 'too-long', `at most ${MAX_BASIS} characters`);
  return { rule, legalBasis };
}

/** The deletion register is for auditors and administrators of real bodies. @throws AppError `forbidden` for others */
export function readersOfErasuresOnly(grants: readonly Grant[]): void {
  if (!grants.some(({ role, organisation }) => readers.includes(role) && !isTrainingBody(organisation)))
    throw new AppError('forbidden', 'the deletion register is for auditors and administrators');
}

export interface ErasurePage {
  readonly rows: readonly ErasureRow[];
  /** Whether the rows fit each other and those before. */
  readonly intact: boolean;
  readonly end: boolean;
}

/** Rows after a number, at most 500 (0: a hundred). @throws AppError `validation-failed` by `after` or `limit` */
export async function pageOfErasures(
  connection: Connection,
  request: { readonly after: bigint; readonly limit: number },
): Promise<ErasurePage> {
  if (request.limit < 0 || request.limit > MOST_ROWS) throw invalidField('limit', 'range', `at most ${MOST_ROWS}`);
  const limit = request.limit === 0 ? 100 : request.limit;
  const after = Number(request.after);
  if (!Number.isSafeInteger(after)) throw invalidField('after', 'range', 'not the number of a row');
  const rows = await erasuresAfter(connection, after, limit);
  return { rows, intact: await fitTogether(connection, after, rows), end: rows.length < limit };
}
