import { z } from 'zod';
import { actPerson, birthContent, day, deathContent, legalTitle, scriptedName } from './people.ts';

const mentionText = z.strictObject({
  ar: z.string().max(2_000).optional(),
  fr: z.string().max(2_000).optional(),
  zgh: z.string().max(2_000).optional(),
});

export const correction = z
  .strictObject({ field: z.string().max(60), from: z.string().max(200), to: z.string().max(200) })
  .meta({
    id: 'Correction',
    description: '`from` must be what is in force',
    example: { field: 'child.familyName.latin', from: 'SEFRIWI', to: 'SEFRIOUI' },
  });

/** What a person asks to enter in the margin. */
export const mentionFields = {
  kind: z.string().max(40).meta({
    description:
      'marriage, divorce, death, recognition, change-of-name, rectification-material, rectification-substantive, authorised-spelling, annulment',
  }),
  title: legalTitle.optional(),
  effectiveOn: day,
  text: mentionText.optional(),
  corrections: z.array(correction).max(30).optional(),
  other: actPerson.optional(),
  otherActId: z.string().max(80).optional(),
  ends: z.string().max(90).optional().meta({ description: 'The mention that this one ends' }),
};

export const mention = z
  .object({
    id: z.string(),
    actId: z.string(),
    number: z.int(),
    ...mentionFields,
    bureauId: z.string(),
    officerId: z.string(),
    recordedAt: z.iso.datetime(),
    mirrors: z.string().optional().meta({ description: 'The mention on another act that this one mirrors' }),
    hash: z.string(),
    signature: z.string().meta({ description: 'Base 64' }),
  })
  .meta({ id: 'Mention' });

const officerWords = z.object({ ar: z.string(), fr: z.string() });

export const act = z
  .object({
    id: z.string(),
    kind: z.enum(['birth', 'death']),
    bureauId: z.string(),
    year: z.int(),
    number: z.int(),
    birth: birthContent.optional(),
    death: deathContent.optional(),
    mentions: z.array(mention),
    officerId: z.string(),
    officerName: officerWords,
    officerCapacity: officerWords,
    registeredAt: z.iso.datetime(),
    idcs: z.string().optional(),
    hash: z.string(),
    signature: z.string().meta({ description: 'Base 64' }),
    version: z.int(),
    imported: z.boolean().optional(),
  })
  .meta({ id: 'Act' });

export const foundAct = z
  .object({
    id: z.string(),
    kind: z.enum(['birth', 'death']),
    bureauId: z.string(),
    year: z.int(),
    number: z.int(),
    firstNames: scriptedName.optional(),
    familyName: scriptedName.optional(),
    birthDate: z.string().optional(),
    sex: z.string().optional(),
    score: z.number(),
    annulled: z.boolean().optional(),
  })
  .meta({ id: 'FoundAct' });
