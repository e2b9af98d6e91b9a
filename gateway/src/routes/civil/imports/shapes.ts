import type { RegisterImport } from '@jamaa/proto/civil_registry/v1/imports';
import { z } from 'zod';
import { localizedText, problem } from '../../schemas.ts';

export const common = { tag: 'civil status: old registers', access: 'signed-in' } as const;
export const params = z.object({ id: z.string().max(60) });
export const hidden = { 404: { description: 'No such import, or not for this caller', schema: problem } };

const kind = z.enum(['birth', 'death']);

export const registerImport = z
  .object({
    id: z.string(),
    bureauId: z.string().optional(),
    kind: kind.optional(),
    year: z.int().optional(),
    format: z.enum(['csv', 'jsonl']),
    content: z.enum(['acts', 'pages']),
    trial: z.boolean(),
    state: z.enum(['receiving', 'waiting', 'running', 'done', 'cancelled']),
    received: z.int().meta({ description: 'Bytes that are here' }),
    read: z.int().meta({ description: 'Bytes of them that have been worked off' }),
    created: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    registers: z.int(),
    missing: z.int().meta({ description: 'Numbers that the registers of the file lack' }),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'RegisterImport' });

export const answer = z.object({ import: registerImport });

export function importBody(found: RegisterImport | undefined) {
  if (found?.createdAt === undefined) throw new Error('the registry answered no import');
  const { bureauId, kind: of, year, finishedAt, ...rest } = found;
  const pinned = bureauId === '' ? {} : { bureauId, kind: of, year };
  return { import: { ...rest, ...pinned, ...(finishedAt === undefined ? {} : { finishedAt }) } };
}

export const refusedLine = z
  .object({
    line: z.int(),
    actId: z.string().optional().meta({ description: 'The act it tells of, where that could be read' }),
    problems: z.array(z.object({ field: z.string(), code: z.string(), message: localizedText })),
  })
  .meta({ id: 'RefusedRegisterLine' });

export const importedRegister = z
  .object({
    bureauId: z.string(),
    kind,
    year: z.int(),
    firstNumber: z.int(),
    lastNumber: z.int(),
    created: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    gaps: z.array(z.object({ from: z.int(), to: z.int() })),
  })
  .meta({ id: 'ImportedRegister' });
