import type { Import, ImportOutcome } from '@jamaa/proto/intake/v1/imports';
import { z } from 'zod';
import { localizedText } from '../schemas.ts';

export const importProgress = z
  .object({
    id: z.string(),
    organisation: z.string(),
    trial: z.boolean(),
    state: z.enum(['waiting', 'running', 'done', 'cancelled']),
    total: z.int(),
    created: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    percent: z.int(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Import' });

export const importLine = z
  .object({
    line: z.int(),
    oldReference: z.string().optional(),
    outcome: z.enum(['created', 'unchanged', 'refused']),
    reference: z.string().optional(),
    problems: z.array(z.object({ field: z.string(), code: z.string(), message: localizedText })),
  })
  .meta({ id: 'ImportLine' });

export function importBody(found: Import | undefined) {
  if (found?.createdAt === undefined) throw new Error('intake answered no import');
  const { id, organisation, trial, state, total, created, unchanged, refused, createdAt, finishedAt } = found;
  const percent = total === 0 ? 100 : Math.floor(((created + unchanged + refused) * 100) / total);
  const figures = { total, created, unchanged, refused, percent };
  return { id, organisation, trial, state, ...figures, createdAt, finishedAt };
}

export const importLineBody = ({ line, reference, outcome, caseReference, problems }: ImportOutcome) => ({
  line,
  oldReference: reference === '' ? undefined : reference,
  outcome,
  reference: caseReference === '' ? undefined : caseReference,
  problems: problems.map(({ field, code, message }) => ({
    field,
    code,
    message: { ar: message?.ar ?? '', fr: message?.fr ?? '' },
  })),
});
