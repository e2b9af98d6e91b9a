import { invalidField, type RpcCall } from '@jamaa/kit';
import type { ListImportsRequest, ListImportsResponse } from '@jamaa/proto/intake/v1/imports';
import type { Intake } from '../../context.ts';
import { importRows } from '../../store/imports.ts';
import { importableBody } from './rights.ts';
import { importView } from './view.ts';

const [USUAL, MOST] = [20, 100];

/** Imports of a body's registers, newest first, for whoever may start one; the cursor is the id of the last one told. */
export const listImports =
  (intake: Intake) =>
  async ({ organisation, cursor, limit }: ListImportsRequest, { caller }: RpcCall): Promise<ListImportsResponse> => {
    const body = await importableBody(intake, caller, organisation);
    if (!/^[0-9a-f-]{0,36}$/.test(cursor)) throw invalidField('cursor', 'cursor', 'not a cursor of this list');
    const many = Math.min(limit === 0 ? USUAL : limit, MOST);
    // Ids grow with time. A body takes over a few registers in its life, so that all of its rows may be sorted.
    const rows = await importRows(intake.platform.mongo)
      .find({ organisation: body._id, ...(cursor === '' ? {} : { _id: { $lt: cursor } }) })
      .sort({ _id: -1 })
      .limit(many + 1)
      .toArray();
    const page = rows.slice(0, many);
    return { imports: page.map(importView), nextCursor: rows.length > many ? (page.at(-1)?._id ?? '') : '' };
  };
