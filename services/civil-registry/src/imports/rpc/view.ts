import { ImportedRegister, RefusedLine, RegisterImport } from '@jamaa/proto/civil_registry/v1/imports';
import { wordsOf } from '../../domain/imports/problems.ts';
import { missingOf } from '../../domain/imports/sequence.ts';
import type { ImportRow, RefusedLine as Refused, TrackRow } from '../rows.ts';

export const importView = (row: ImportRow): RegisterImport => {
  const { bureauId, kind, year, format, trial, state, received, created, unchanged, refused, registers, missing } = row;
  const figures = { received, read: row.offset, created, unchanged, refused, registers, missing };
  const content = row.content ?? 'acts';
  const said = {
    id: row._id,
    bureauId,
    kind,
    year,
    format,
    content,
    trial,
    state,
    ...figures,
    createdAt: row.createdAt,
  };
  return RegisterImport.fromPartial(row.finishedAt === undefined ? said : { ...said, finishedAt: row.finishedAt });
};

export const refusedView = ({ line, actId, problems }: Refused): RefusedLine =>
  RefusedLine.fromPartial({
    line,
    actId,
    problems: problems.map(({ field, code }) => ({ field, code, message: wordsOf(code) })),
  });

export const registerView = ({ key, firstNumber, lastNumber, created, unchanged, refused, ...track }: TrackRow) =>
  ImportedRegister.fromPartial({
    ...key,
    firstNumber,
    lastNumber,
    created,
    unchanged,
    refused,
    gaps: missingOf(track),
  });
