import { isAppError, withinScope } from '@jamaa/kit';
import { type CheckedSubmission, checkSubmission, type Submission } from '../submission.ts';
import { origins, type RefusalCode, refusalCodes } from '../vocabulary.ts';
import type { Cells } from './columns.ts';
import { dayOrInstant } from './day.ts';
import type { LineProblem, ProblemCode } from './problems.ts';
import { channelSaid, kindSaid, type RegisterState, stateSaid } from './words.ts';

/** Whose register it is, and what is known of the world on the day. */
export interface RegisterWorld {
  readonly now: Date;
  /** The body whose register it is; absent for the national portal, whose cases are routed. */
  readonly body?: { readonly id: string; readonly territory: string; readonly units: readonly string[] } | undefined;
  /** Where its cases come from unless a line says otherwise. */
  readonly origin: string;
  isCommune(code: string): boolean;
}

/** A line that may become a case. */
export interface RegisterCase {
  readonly reference: string;
  readonly state: RegisterState;
  readonly submission: Submission;
  readonly checked: CheckedSubmission;
  readonly communeCode: string;
  /** Of the body; empty: routing decides. */
  readonly unit: string;
  readonly receivedAt: Date;
  /** When it was answered, refused, closed or withdrawn; absent while it is open. */
  readonly endedAt?: Date | undefined;
  readonly answer: string;
  readonly refusalCode?: RefusalCode | undefined;
}

/** First day of Decree 2-17-265: no rule counts a delay from before it. */
const FIRST_DAY = new Date('2017-06-23T00:00:00Z');
const MAX_ANSWER = 10_000;
/** Numbers of registers; anything longer or stranger may be a name in the wrong column and is not repeated anywhere. */
const REFERENCE = /^(?=.*\d)[\p{L}\d][\p{L}\d /._-]{0,39}$/u;

export const isOldReference = (text: string): boolean => REFERENCE.test(text);

/** Reads a line by the rules of a deposit and those of a register, all cells at once. Pure. */
export function readLine(cells: Cells, world: RegisterWorld): RegisterCase | readonly LineProblem[] {
  const problems: LineProblem[] = [];
  const wrong = (field: string, code: ProblemCode): void => void problems.push({ field, code });
  const { body, now } = world;

  if (!isOldReference(cells.reference)) wrong('reference', cells.reference === '' ? 'required' : 'format');
  const kind = kindSaid(cells.kind);
  if (kind === undefined) wrong('kind', cells.kind === '' ? 'required' : 'unknown');
  const state = stateSaid(cells.state);
  if (state === undefined) wrong('state', cells.state === '' ? 'required' : 'unknown');
  const channel = cells.channel === '' ? 'import' : channelSaid(cells.channel);
  if (channel === undefined) wrong('channel', 'unknown');
  const origin = cells.origin === '' ? world.origin : cells.origin;
  if (!(origins as readonly string[]).includes(origin)) wrong('origin', 'unknown');

  const receivedAt = pastDay(cells.received, 'received', now, wrong);
  const endedAt = state === undefined || state === 'open' ? undefined : pastDay(cells.answered, 'answered', now, wrong);
  if (receivedAt !== undefined && endedAt !== undefined && endedAt < receivedAt) wrong('answered', 'before-receipt');
  if (state === 'answered' && cells.answer === '') wrong('answer', 'required');
  if (cells.answer.length > MAX_ANSWER) wrong('answer', 'too-long');
  const refusalCode = refusalCodes.find((one) => one === cells.refusal_code);
  if (state === 'refused') {
    if (refusalCode === undefined) wrong('refusal_code', cells.refusal_code === '' ? 'required' : 'unknown');
    if (kind !== undefined && kind !== 'reclamation') wrong('state', 'kind');
  }

  const communeCode = cells.commune === '' && body !== undefined ? body.territory : cells.commune;
  if (!world.isCommune(communeCode)) wrong('commune', communeCode === '' ? 'required' : 'unknown');
  else if (body !== undefined && !withinScope(communeCode, body.territory)) wrong('commune', 'outside-territory');
  if (cells.unit !== '' && body?.units.includes(cells.unit) !== true) wrong('unit', 'unknown');

  const submission: Submission = {
    kind: kind ?? 'reclamation',
    category: cells.category.toUpperCase(),
    language: cells.language === '' ? 'ar' : cells.language,
    description: cells.description,
    address: '',
    details: { onBehalfOf: false, callerRelation: '', paperNumber: '' },
    commune: communeCode || 'unknown',
    complainant: {
      name: cells.name,
      phone: cells.phone,
      email: cells.email,
      ...(cells.identity === '' ? {} : { identity: { type: 'cin', number: cells.identity } }),
    },
    channel: channel ?? 'import',
    originSource: (origins as readonly string[]).includes(origin) ? origin : 'direct',
    urgent: false,
    aimedAt: '',
  };
  const checked = checkedOr(submission, receivedAt ?? now, problems);
  // A body never holds, nor tells what became of, a case that must not reach it.
  if (checked?.confidential === true && body !== undefined && (state !== 'open' || cells.unit !== '')) {
    wrong(cells.unit === '' ? 'state' : 'unit', 'confidential');
  }
  if (problems.length > 0 || checked === undefined || receivedAt === undefined || state === undefined) return problems;
  const { reference, unit, answer } = cells;
  return { reference, state, submission, checked, communeCode, unit, receivedAt, endedAt, answer, refusalCode };
}

/** A day that has come, or `now` where it is today. */
function pastDay(
  text: string,
  field: string,
  now: Date,
  wrong: (field: string, code: ProblemCode) => void,
): Date | undefined {
  const found = dayOrInstant(text);
  if (found === undefined) wrong(field, text === '' ? 'required' : 'day');
  else if (found < FIRST_DAY) wrong(field, 'too-old');
  // Noon of this very day may still be ahead.
  else if (found > now && found.toISOString().slice(0, 10) !== now.toISOString().slice(0, 10)) wrong(field, 'future');
  else return found > now ? now : found;
  return undefined;
}

const columnOf: Readonly<Record<string, string>> = {
  'complainant.name': 'name',
  'complainant.phone': 'phone',
  'complainant.email': 'email',
  'complainant.identity.number': 'identity',
  'origin.source': 'origin',
};

/** What a deposit's own rules say, in the columns of a register. Who complained may be unknown: the case was accepted once. */
function checkedOr(submission: Submission, at: Date, problems: LineProblem[]): CheckedSubmission | undefined {
  try {
    return checkSubmission(submission, at, { contactRequired: false });
  } catch (error) {
    if (!isAppError(error)) throw error;
    problems.push(...error.fields.map(({ path, code }) => ({ field: columnOf[path] ?? path, code })));
    return undefined;
  }
}

export const isProblems = (read: RegisterCase | readonly LineProblem[]): read is readonly LineProblem[] =>
  Array.isArray(read);
