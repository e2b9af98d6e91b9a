import { Import, ImportOutcome } from '@jamaa/proto/intake/v1/imports';
import { wordsOf } from '../../domain/imports/problems.ts';
import type { ImportRow, LineReport } from '../../store/imports.ts';

export const importView = (row: ImportRow): Import => {
  const { organisation, trial, state, total, created, unchanged, refused, createdAt, finishedAt } = row;
  const figures = { total, created, unchanged, refused };
  return Import.fromPartial({ id: row._id, organisation, trial, state, ...figures, createdAt, finishedAt });
};

export const outcomeView = ({ line, reference, outcome, caseReference, complaintId, problems }: LineReport) =>
  ImportOutcome.fromPartial({
    line,
    reference,
    outcome,
    caseReference: caseReference ?? '',
    complaintId: complaintId ?? '',
    problems: (problems ?? []).map(({ field, code }) => ({ field, code, message: wordsOf(code) })),
  });
