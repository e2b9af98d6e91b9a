import { invalidField, type RpcCall } from '@jamaa/kit';
import type { ListImportLinesRequest, ListImportLinesResponse } from '@jamaa/proto/intake/v1/imports';
import type { Intake } from '../../context.ts';
import { type LineReport, packId, packRows } from '../../store/imports.ts';
import { importFor } from './rights.ts';
import { outcomeView } from './view.ts';

const outcomes: readonly string[] = ['', 'created', 'unchanged', 'refused'];
/** Packs looked at together: most hold no line that is refused. */
const AT_ONCE = 20;

/** What became of the lines that are done, in the order of the file; the cursor is the number of the last line told. */
export const listImportLines =
  (intake: Intake) =>
  async (request: ListImportLinesRequest, { caller }: RpcCall): Promise<ListImportLinesResponse> => {
    const row = await importFor(intake, caller, request.id);
    if (!outcomes.includes(request.outcome))
      throw invalidField('outcome', 'unknown', 'one of created, unchanged, refused');
    if (!/^\d{0,6}$/.test(request.cursor)) throw invalidField('cursor', 'cursor', 'not a cursor of this list');
    const limit = Math.min(request.limit === 0 ? 100 : request.limit, 500);
    const after = Number(request.cursor);
    const wanted = ({ line, outcome }: LineReport): boolean =>
      line > after && (request.outcome === '' || outcome === request.outcome);
    const found: LineReport[] = [];
    for (let first = 0; first < row.next && found.length <= limit; first += AT_ONCE) {
      const many = Math.min(AT_ONCE, row.next - first);
      const ids = Array.from({ length: many }, (_, index) => packId(row._id, first + index));
      const packs = await packRows(intake.platform.mongo)
        .find({ _id: { $in: ids } })
        .project<{ report?: readonly LineReport[] }>({ report: 1 })
        .toArray();
      found.push(...packs.flatMap(({ report }) => report ?? []).filter(wanted));
    }
    const page = found.sort((a, b) => a.line - b.line).slice(0, limit);
    const more = found.length > limit;
    return { lines: page.map(outcomeView), nextCursor: more ? String(page.at(-1)?.line ?? '') : '' };
  };
