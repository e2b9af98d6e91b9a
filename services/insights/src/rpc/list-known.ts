import { invalidField, operatorsOnly, type Platform, type RpcCall } from '@jamaa/kit';
import { KnownAggregate, type ListKnownRequest, type ListKnownResponse } from '@jamaa/proto/insights/v1/insights';
import { type CellJournals, sourcesOf } from '../rebuild/journals.ts';
import { stretches, touchedIn } from '../rebuild/touched.ts';
import { caseId, caseRows } from '../store/rows.ts';

const AT_ONCE = 500;

/** @throws AppError `validation-failed` */
export function sinceOf(since: Date | undefined, cursor: string): Date {
  if (since === undefined) throw invalidField('since', 'required', 'a moment');
  if (!/^\d*$/.test(cursor)) throw invalidField('cursor', 'cursor', 'not a cursor of this list');
  return since;
}

/** What was applied here of a cell; its journals are not asked, for it may be down. */
export const listKnown =
  (platform: Pick<Platform, 'mongo' | 'clock'>, journals: CellJournals) =>
  async ({ cell, since, cursor }: ListKnownRequest, call: RpcCall): Promise<ListKnownResponse> => {
    operatorsOnly(call);
    const sources = sourcesOf(journals, cell);
    const known: KnownAggregate[] = [];
    const nextCursor = await stretches(platform, sinceOf(since, cursor), cursor, async (from, to) => {
      const touched = await touchedIn(platform.mongo, sources, from, to);
      for (let at = 0; at < touched.length; at += AT_ONCE) {
        const some = touched.slice(at, at + AT_ONCE);
        const ids = [...new Set(some.map(({ complaintId: id }) => caseId({ cell, id })))];
        const rows = await caseRows(platform.mongo)
          .find({ _id: { $in: ids } })
          .toArray();
        const byId = new Map(rows.map(({ _id, intake }) => [_id, intake]));
        for (const one of some) {
          const about = byId.get(caseId({ cell, id: one.complaintId }));
          const { reference = '', category = '', commune = '', standing = '' } = about ?? {};
          known.push(KnownAggregate.fromPartial({ ...one, reference, category, commune, standing }));
        }
      }
      return touched.length;
    });
    return { known, nextCursor };
  };
