import { invalidField, normalEmail, normalPhone } from '@jamaa/kit';
import type { OrderPolicy } from './policy.ts';
import { actKinds, type DocumentKind, languages, relations } from './vocabulary.ts';

/** What a person tells of the act they want a document of. Personal throughout: kept sealed. */
export interface ActTold {
  readonly kind: string;
  readonly bureauId: string;
  readonly copies: number;
  readonly language: string;
  readonly actKind: string;
  readonly year: number;
  /** 0: not known. */
  readonly number: number;
  readonly firstNames: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly nationalId: string;
  readonly relation: string;
  readonly mandate: string;
}

/** Where the documents go, and how the person is told. */
export interface Delivery {
  readonly name: string;
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly phone: string;
  readonly email: string;
}

/** National card: one or two letters, then digits. */
const NATIONAL_ID = /^[A-Z]{1,2}\d{1,7}$/;
const BUREAU = /^[a-z0-9][a-z0-9.:-]{1,59}$/;
const FIRST_YEAR = 1915;

export function nationalId(path: string, typed: string): string {
  const id = typed.replaceAll(/\s/g, '').toUpperCase();
  if (!NATIONAL_ID.test(id))
    throw invalidField(path, 'format', 'one or two letters, then digits, as on the national card');
  return id;
}

function text(path: string, typed: string, most: number): string {
  const clean = typed.trim();
  if (clean === '') throw invalidField(path, 'required', 'is missing');
  if (clean.length > most) throw invalidField(path, 'too-long', `at most ${most} characters`);
  return clean;
}

function oneOf(path: string, typed: string, known: readonly string[]): string {
  if (!known.includes(typed)) throw invalidField(path, 'unknown', `one of ${known.join(', ')}`);
  return typed;
}

/** A real day, not one to come. */
function dayUntil(path: string, typed: string, today: string): string {
  const day = new Date(`${typed}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== typed)
    throw invalidField(path, 'format', 'a day like 1990-01-31');
  if (typed > today) throw invalidField(path, 'future', 'this day is still to come');
  return typed;
}

/**
 * What is told of one act, checked and in its normal form. Whoever orders for themselves gives their own national id; for a child the
 * bureau sees on the act whose child it is; a mandate names its paper. @throws AppError `validation-failed` naming the field
 */
export function checkAct(at: string, told: ActTold, applicantId: string, policy: OrderPolicy, today: string): ActTold {
  const { kind, copies, relation } = told;
  oneOf(`${at}.relation`, relation, relations);
  const allowed = policy.relations[kind as DocumentKind] ?? [];
  if (!(allowed as readonly string[]).includes(relation))
    throw invalidField(`${at}.relation`, 'not-entitled', `a ${kind} is given to: ${allowed.join(', ')}`);
  if (!BUREAU.test(told.bureauId)) throw invalidField(`${at}.bureauId`, 'format', 'the id of a bureau');
  const year = Number(today.slice(0, 4));
  if (!Number.isInteger(told.year) || told.year < FIRST_YEAR || told.year > year)
    throw invalidField(`${at}.year`, 'range', `from ${FIRST_YEAR} to ${year}`);
  if (!Number.isInteger(told.number) || told.number < 0)
    throw invalidField(`${at}.number`, 'range', 'a number of an act');
  const own = told.nationalId === '' ? '' : nationalId(`${at}.nationalId`, told.nationalId);
  if (relation === 'self' && own !== applicantId)
    throw invalidField(`${at}.nationalId`, 'not-own', 'of one’s own act: the national id of who orders');
  return {
    kind,
    copies,
    relation,
    bureauId: told.bureauId,
    language: oneOf(`${at}.language`, told.language, languages),
    actKind: oneOf(`${at}.actKind`, told.actKind, actKinds),
    year: told.year,
    number: told.number,
    firstNames: text(`${at}.firstNames`, told.firstNames, 120),
    familyName: text(`${at}.familyName`, told.familyName, 120),
    birthDate: dayUntil(`${at}.birthDate`, told.birthDate, today),
    nationalId: own,
    mandate: relation === 'mandate' ? text(`${at}.mandate`, told.mandate, 200) : '',
  };
}

/** Where it goes, checked. @throws AppError `validation-failed` naming the field */
export function checkDelivery(told: Delivery): Delivery {
  const lines = told.lines.map((line) => line.trim()).filter((line) => line !== '');
  if (lines.length === 0) throw invalidField('delivery.lines', 'required', 'street and number');
  if (lines.length > 4) throw invalidField('delivery.lines', 'too-many', 'at most four lines');
  const phone = normalPhone(told.phone);
  if (phone === undefined) throw invalidField('delivery.phone', 'format', 'a telephone number');
  const email = told.email === '' ? '' : normalEmail(told.email);
  if (email === undefined) throw invalidField('delivery.email', 'format', 'an e-mail address');
  const { country } = told;
  const postalCode = told.postalCode.trim();
  if (country === 'MA' && !/^\d{5}$/.test(postalCode))
    throw invalidField('delivery.postalCode', 'format', 'five digits within the kingdom');
  if (postalCode.length > 16) throw invalidField('delivery.postalCode', 'too-long', 'at most 16 characters');
  return {
    name: text('delivery.name', told.name, 120),
    lines: lines.map((line, index) => text(`delivery.lines.${index}`, line, 120)),
    postalCode,
    city: text('delivery.city', told.city, 80),
    country,
    phone,
    email,
  };
}
