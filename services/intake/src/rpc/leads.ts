import { invalidField } from '@jamaa/kit';
import type { ListRequest } from '@jamaa/proto/intake/v1/intake';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { mongo } from 'mongoose';
import type { Intake } from '../context.ts';
import { parseReference } from '../domain/reference.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import type { PageQuery } from '../store/pages.ts';
import { queryWords } from '../words/search-words.ts';
import { wordToken } from './search-tokens.ts';

type Filter = mongo.Filter<ComplaintRow>;

/** Where a list begins to look, and what it then asks of the rows. */
export type Leads = Pick<PageQuery, 'leads' | 'rest' | 'through'>;

/** What finds a few rows by itself leads, and what the caller may see is asked of those. */
export function narrowed(allowed: Leads, few: Filter | undefined, rest: readonly Filter[]): Leads {
  if (few === undefined || allowed.leads.length === 0) return { ...allowed, rest: [...allowed.rest, ...rest] };
  return { leads: [few], rest: [{ $or: [...allowed.leads] }, ...allowed.rest, ...rest], through: 'itself' };
}

/** The asked-for part of what the caller may list; asking for what is not theirs finds nothing rather than everything. */
export function visibility(request: ListRequest, allowed: readonly string[]): Leads {
  const through = 'visibility';
  const asked = askedTokens(request);
  const [single] = asked;
  if (asked.length === 1 && single !== undefined && allowed.includes(single)) {
    return { leads: [{ visibility: single }], rest: [], through };
  }
  const [own, wanted] = [allowed, asked].map((tokens) => tokens.map((token): Filter => ({ visibility: token })));
  // A body's or unit's cases are fewer than a territory's: they lead.
  const ownFirst =
    single === undefined || (single.startsWith('in:') && !allowed.some((token) => token.startsWith('in:')));
  if (own === undefined || wanted === undefined || own.length === 0) return { leads: [], rest: [], through };
  if (ownFirst) return { leads: own, rest: wanted, through };
  return { leads: wanted.slice(-1), rest: [...wanted.slice(0, -1), { $or: own }], through };
}

/** Tokens of the place, body and unit that are asked for. */
function askedTokens(request: ListRequest): string[] {
  const asked: string[] = [];
  if (request.territory !== '') asked.push(`in:${request.territory}`);
  if (request.unit !== '' && request.organisation === '')
    throw invalidField('unit', 'organisation', 'a unit is asked for with its organisation');
  if (request.organisation !== '') {
    asked.push(request.unit === '' ? `org:${request.organisation}` : `unit:${request.organisation}/${request.unit}`);
  }
  return asked;
}

/** The same as conditions on rows that something else has found. */
export const askedOf = (request: ListRequest): Filter[] =>
  askedTokens(request).map((token): Filter => ({ visibility: token }));

/** What is searched for: what an index finds by itself; a token that few cases have, '' for none; or words. */
export type Searched =
  | { readonly few: Filter }
  | { readonly token: string }
  | { readonly words: readonly (readonly string[])[] };

/** Most words of a search that are looked for. */
const MOST_WORDS = 6;

/** By reference, phone or e-mail; else by the words of name, address and description. */
export function search({ keyring }: Pick<Intake, 'keyring'>, text: string): Searched | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (typed.length > 200) throw invalidField('search', 'too-long', 'at most 200 characters');
  const reference = parseReference(typed);
  if (reference !== undefined) return { few: { reference } };
  const phone = /\d{6}/.test(typed.replaceAll(/\D/g, '')) ? parsePhoneNumberFromString(typed, 'MA') : undefined;
  if (phone?.isValid()) return { token: keyring.blindIndex('phone', phone.number) };
  if (typed.includes('@')) return { token: keyring.blindIndex('email', typed.toLowerCase()) };
  const words = queryWords(typed, MOST_WORDS).map((forms) => forms.map((form) => wordToken(keyring, form)));
  // Typed, but nothing to look for (dots, small words alone): that finds nothing rather than everything.
  return words.length === 0 ? { token: '' } : { words };
}
