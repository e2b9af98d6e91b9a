import { AppError, foldWords, fromProtoEnum, invalidField, type RpcCall } from '@jamaa/kit';
import type { ListRequest, ListResponse } from '@jamaa/proto/intake/v1/intake';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { mongo } from 'mongoose';
import type { Intake } from '../context.ts';
import { listableTokens, standingOf } from '../domain/access.ts';
import { parseReference } from '../domain/reference.ts';
import { openStates, states } from '../domain/vocabulary.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintRows } from '../store/complaints.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { complaintView } from './view.ts';

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

    const conditions: mongo.Filter<ComplaintRow>[] = [];
    if (grants.length === 0) conditions.push({ complainantSubject: call.caller.subject });
    else conditions.push(...visibility(request, listableTokens(grants)));
    conditions.push(...search(intake, request.search));
    if (wanted.length > 0) conditions.push({ state: { $in: wanted } });
    if (request.category !== '') conditions.push({ category: request.category });
    if (request.mine) conditions.push({ handler: call.caller.subject });
    if (onlyOpen) conditions.push({ open: true });
    if (request.overdue) conditions.push({ dueAt: { $lt: now } });
    const { field, direction } = sort;
    const after = decodeCursor(request.cursor);
    if (after !== undefined) {
      const beyond = direction === 1 ? '$gt' : '$lt';
      conditions.push({
        $or: [{ [field]: { [beyond]: after.value } }, { [field]: after.value, _id: { [beyond]: after.id } }],
      } as mongo.Filter<ComplaintRow>);
      // The same bound once more without the $or, so that the index scan starts at it.
      conditions.push({
        [field]: direction === 1 ? { $gte: after.value } : { $lte: after.value },
      } as mongo.Filter<ComplaintRow>);
    }
    const rows = await complaintRows(intake.platform.mongo)
      .find({ $and: conditions })
      .sort({ [field]: direction, _id: direction })
      .limit(limit + 1)
      .toArray();
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

/** The asked-for part of what the caller may list; asking for what is not theirs finds nothing rather than everything. */
function visibility(request: ListRequest, allowed: readonly string[]): mongo.Filter<ComplaintRow>[] {
  const asked: string[] = [];
  if (request.territory !== '') asked.push(`in:${request.territory}`);
  if (request.unit !== '' && request.organisation === '')
    throw invalidField('unit', 'organisation', 'a unit is asked for with its organisation');
  if (request.organisation !== '') {
    asked.push(request.unit === '' ? `org:${request.organisation}` : `unit:${request.organisation}/${request.unit}`);
  }
  const own: mongo.Filter<ComplaintRow> =
    allowed.length === 1 ? { visibility: allowed[0] ?? '' } : { visibility: { $in: [...allowed] } };
  const [single] = asked;
  const covered = asked.length === 1 && single !== undefined && allowed.includes(single);
  return covered ? [{ visibility: single }] : [...asked.map((token) => ({ visibility: token })), own];
}

/** By reference, phone, or name words; each through its index. */
function search(intake: Pick<Intake, 'keyring'>, text: string): mongo.Filter<ComplaintRow>[] {
  const typed = text.trim();
  if (typed === '') return [];
  if (typed.length > 200) throw invalidField('search', 'too-long', 'at most 200 characters');
  const reference = parseReference(typed);
  if (reference !== undefined) return [{ reference }];
  const phone = /\d{6}/.test(typed.replaceAll(/\D/g, '')) ? parsePhoneNumberFromString(typed, 'MA') : undefined;
  if (phone?.isValid()) return [{ tokens: intake.keyring.blindIndex('phone', phone.number) }];
  if (typed.includes('@')) return [{ tokens: intake.keyring.blindIndex('email', typed.toLowerCase()) }];
  const words = foldWords(typed).slice(0, 6);
  // Typed, but nothing to look for (dots, a question mark): that finds nothing rather than everything.
  if (words.length === 0) return [{ tokens: '' }];
  return words.map((word) => ({ tokens: intake.keyring.blindIndex('name', word) }));
}
