import { AppError, fromProtoEnum, type Grant, invalidField, type RpcCall } from '@jamaa/kit';
import type { ListRequest, ListResponse } from '@jamaa/proto/intake/v1/intake';
import type { mongo } from 'mongoose';
import type { Intake } from '../context.ts';
import { listableTokens, standingOf } from '../domain/access.ts';
import { type Queue, queuesOf } from '../domain/queues.ts';
import { openStates, states } from '../domain/vocabulary.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { askedOf, type Leads, search, visibility } from './leads.ts';
import { type Asked, pageOf } from './list-pages.ts';
import { searchOldReference } from './search-old-reference.ts';
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
    const queue = queueOf(request.queue, call.caller.subject, grants);
    const onlyOpen =
      request.overdue ||
      queue?.open === true ||
      sort.field === 'dueAt' ||
      request.mine ||
      (wanted.length > 0 && wanted.every((s) => (openStates as readonly string[]).includes(s)));

    const rest: Filter[] = [];
    if (wanted.length > 0) rest.push({ state: { $in: wanted } });
    if (request.category !== '') rest.push({ category: request.category });
    if (request.mine) rest.push({ handler: call.caller.subject });
    if (request.overdue) rest.push({ dueAt: { $lt: now } });
    if (queue?.overdue) rest.push({ dueAt: { $lt: now } });
    const allowed: Leads =
      queue !== undefined
        ? { leads: [{ visibility: queue.token }], rest: askedOf(request), through: 'visibility' }
        : grants.length === 0
          ? { leads: [{ complainantSubject: call.caller.subject }], rest: [], through: 'person' }
          : visibility(request, listableTokens(grants));
    const asked: Asked = { request, sort, allowed, rest, open: onlyOpen, limit, now };
    const searched = (await searchOldReference(intake, request.search)) ?? search(intake, request.search);
    const { rows, nextCursor, truncated } = await pageOf(intake, asked, searched);
    const { subject } = call.caller;
    return {
      complaints: await Promise.all(
        rows.map(async (row) => {
          const standing = standingOf(
            subject,
            grants,
            row,
            row.complainantSubject !== '' && row.complainantSubject === subject,
          );
          return { ...(await complaintView(intake, row, standing)), timeline: [] };
        }),
      ),
      nextCursor,
      truncated,
    };
  };

/** One of the caller's own queues. @throws AppError `validation-failed` for any other */
function queueOf(id: string, subject: string, grants: readonly Grant[]): Queue | undefined {
  if (id === '') return undefined;
  const queue = queuesOf(subject, grants).find((one) => one.id === id);
  if (queue === undefined) throw invalidField('queue', 'unknown', 'no queue of yours; they are at /v1/queues');
  return queue;
}
