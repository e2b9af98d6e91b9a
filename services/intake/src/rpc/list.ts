import { AppError, foldWords, fromProtoEnum, invalidField, type RpcCall } from '@jamaa/kit';
import type { ListRequest, ListResponse } from '@jamaa/proto/intake/v1/intake';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { mongo } from 'mongoose';
import type { Intake } from '../context.ts';
import { listableTokens, standingOf } from '../domain/access.ts';
import { parseReference } from '../domain/reference.ts';
import { openStates, states } from '../domain/vocabulary.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { findPage, type PageQuery } from '../store/pages.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { complaintView } from './view.ts';

type Filter = mongo.Filter<ComplaintRow>;

const sorts = {
  received: { field: 'receivedAt', direction: 1 },
  '-received': { field: 'receivedAt', direction: -1 },
  due: { field: 'dueAt', direction: 1 },
} as const;

/**
 * The cases a member of staff may see, page by page (keyset cursor). What the caller may see is a part of the query, not a
 * filter after it. A signed-in citizen gets the cases they filed.
 */
export const list =
  (intake: Intake) =>
  async (request: ListRequest, call: RpcCall): Promise<ListResponse> => {
    if (call.caller.kind !== 'account') throw new AppError('unauthenticated', 'sign in to list complaints');
    const grants = await intake.grantsOf(call.caller);
    const sort = sorts[(request.sort || '-received') as keyof typeof sorts];
    if (sort === undefined) throw invalidField('sort', 'unknown', `one of ${Object.keys(sorts).join(', ')}`);
    const limit = Math.min(request.limit === 0 ? 50 : request.limit, 200);
    const now = intake.platform.clock.now();
    const wanted = request.states.map((state) => fromProtoEnum('COMPLAINT_STATE', state, states));
    const onlyOpen =
      request.overdue ||
      sort.field === 'dueAt' ||
      request.mine ||
      (wanted.length > 0 && wanted.every((s) => (openStates as readonly string[]).includes(s)));

    const rest: Filter[] = [];
    if (wanted.length > 0) rest.push({ state: { $in: wanted } });
    if (request.category !== '') rest.push({ category: request.category });
    if (request.mine) rest.push({ handler: call.caller.subject });
    if (request.overdue) rest.push({ dueAt: { $lt: now } });
    const allowed: Leads =
      grants.length === 0
        ? { leads: [{ complainantSubject: call.caller.subject }], rest: [], through: 'person' }
        : visibility(request, listableTokens(grants));
    const { field } = sort;
    const rows = await findPage(intake.platform.mongo, {
      ...narrowed(allowed, search(intake, request.search), rest),
      open: onlyOpen,
      sort,
      after: decodeCursor(request.cursor),
      limit: limit + 1,
      now,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const { subject } = call.caller;
    return {
      complaints: await Promise.all(
        page.map(async (row) => {
          const standing = standingOf(
            subject,
            grants,
            row,
            row.complainantSubject !== '' && row.complainantSubject === subject,
          );
          // A list never shows contacts unmasked: looking at them is an act of its own.
          return { ...(await complaintView(intake, row, { ...standing, handles: false })), timeline: [] };
        }),
      ),
      nextCursor: rows.length > limit && last !== undefined ? encodeCursor(last[field] ?? new Date(0), last._id) : '',
    };
  };

type Leads = Pick<PageQuery, 'leads' | 'rest' | 'through'>;

/** What is searched for is found by its own index, and what the caller may see is asked of that little. */
function narrowed(allowed: Leads, searched: Searched | undefined, rest: readonly Filter[]): Leads {
  if (searched === undefined || allowed.leads.length === 0) return { ...allowed, rest: [...allowed.rest, ...rest] };
  const { lead, more, through } = searched;
  return { leads: [lead], rest: [...more, { $or: [...allowed.leads] }, ...allowed.rest, ...rest], through };
}

/** The asked-for part of what the caller may list; asking for what is not theirs finds nothing rather than everything. */
function visibility(request: ListRequest, allowed: readonly string[]): Leads {
  const through = 'visibility';
  const asked: string[] = [];
  if (request.territory !== '') asked.push(`in:${request.territory}`);
  if (request.unit !== '' && request.organisation === '')
    throw invalidField('unit', 'organisation', 'a unit is asked for with its organisation');
  if (request.organisation !== '') {
    asked.push(request.unit === '' ? `org:${request.organisation}` : `unit:${request.organisation}/${request.unit}`);
  }
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

interface Searched {
  readonly lead: Filter;
  readonly more: readonly Filter[];
  readonly through: PageQuery['through'];
}

/** By reference, phone, or name words; each through its index. */
function search(intake: Pick<Intake, 'keyring'>, text: string): Searched | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (typed.length > 200) throw invalidField('search', 'too-long', 'at most 200 characters');
  const few = (lead: Filter): Searched => ({ lead, more: [], through: 'itself' });
  const reference = parseReference(typed);
  if (reference !== undefined) return few({ reference });
  const phone = /\d{6}/.test(typed.replaceAll(/\D/g, '')) ? parsePhoneNumberFromString(typed, 'MA') : undefined;
  if (phone?.isValid()) return few({ tokens: intake.keyring.blindIndex('phone', phone.number) });
  if (typed.includes('@')) return few({ tokens: intake.keyring.blindIndex('email', typed.toLowerCase()) });
  const [first, ...others] = foldWords(typed)
    .slice(0, 6)
    .map((word): Filter => ({ tokens: intake.keyring.blindIndex('name', word) }));
  // Typed, but nothing to look for (dots, a question mark): that finds nothing rather than everything.
  return first === undefined ? few({ tokens: '' }) : { lead: first, more: others, through: 'person' };
}
