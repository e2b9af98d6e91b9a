import { invalidField, type RpcCall, toProtoEnum } from '@jamaa/kit';
import { type FindSimilarRequest, type FindSimilarResponse, SimilarComplaint } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { standingOf } from '../domain/access.ts';
import { categoryOf } from '../domain/categories.ts';
import { metresBetween } from '../duplicates/cells.ts';
import { likeness, THRESHOLD } from '../duplicates/likeness.ts';
import { farthestMetres, nearCategories } from '../duplicates/neighbourhood.ts';
import { openNear } from '../duplicates/open-near.ts';
import { pointOf } from '../joining/point.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintRows } from '../store/complaints.ts';
import { locate } from './locate.ts';

const MOST = 5;
const MAX_TEXT = 10_000;
const DAY_MS = 86_400_000;

/**
 * Up to five open cases that are likely the same problem, the likeliest first. Everybody is told of categories that may be listed
 * publicly, without texts, for those are not moderated; of others, only who may see the case. Confidential cases are never told.
 */
export const findSimilar =
  (intake: Intake) =>
  async (request: FindSimilarRequest, call: RpcCall): Promise<FindSimilarResponse> => {
    const category = categoryOf(request.category);
    if (category === undefined) throw invalidField('category', 'unknown', 'not a category; see GET /v1/categories');
    if (request.location === undefined)
      throw invalidField('location', 'required', 'likely duplicates lie near a point');
    if (request.text.length > MAX_TEXT) throw invalidField('text', 'too-long', `at most ${MAX_TEXT} characters`);
    const { location, text } = request;
    locate(intake.territory.index(), { location, commune: '' });
    if (category.confidential) return { candidates: [] };
    const at = intake.platform.clock.now();
    const asked = { category: category.code, location, text, at };
    const metres = farthestMetres(category.code);
    const near = await openNear(intake.platform.mongo, location, metres, nearCategories(category.code));
    const grants = await intake.grantsOf(call.caller);
    const subject = call.caller.kind === 'account' ? call.caller.subject : '';
    const sees = (row: ComplaintRow): boolean => {
      const own = subject !== '' && row.complainantSubject === subject;
      return standingOf(subject, grants, row, own).maySee;
    };
    const likely = near
      .flatMap((row) => {
        const place = pointOf(row);
        if (place === undefined || !(categoryOf(row.category)?.public === true || sees(row))) return [];
        const report = { category: row.category, location: place, text: row.description, at: row.receivedAt };
        return [{ row, distance: metresBetween(location, place), like: likeness(asked, report) }];
      })
      .filter(({ like, distance }) => like >= THRESHOLD && distance <= metres)
      .sort((a, b) => b.like - a.like || (a.row._id < b.row._id ? -1 : 1))
      .slice(0, MOST);
    return {
      candidates: await Promise.all(
        likely.map(async ({ row, distance, like }) =>
          SimilarComplaint.fromPartial({
            candidate: row._id,
            reference: sees(row) ? row.reference : '',
            category: row.category,
            state: toProtoEnum('COMPLAINT_STATE', row.state),
            distanceMetres: Math.round(distance),
            ageDays: Math.max(0, Math.floor((at.getTime() - row.receivedAt.getTime()) / DAY_MS)),
            reporters: 1 + (row.led === true ? await coReporters(intake, row._id) : 0),
            likeness: Math.round(like * 100) / 100,
            ...(categoryOf(row.category) === undefined ? {} : { categoryName: categoryOf(row.category)?.name }),
          }),
        ),
      ),
    };
  };

const coReporters = ({ platform }: Intake, id: string): Promise<number> =>
  complaintRows(platform.mongo).countDocuments({ mergedInto: id });
