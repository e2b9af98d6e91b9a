import { z } from 'zod';

const words = z.strictObject({
  ar: z.string().max(200).optional(),
  fr: z.string().max(200).optional(),
  zgh: z.string().max(200).optional(),
});
export const day = z.string().max(10).meta({ example: '2026-03-07' });
const country = z.string().max(2).meta({ description: 'ISO 3166-1 alpha-2', example: 'MA' });

export const scriptedName = z
  .strictObject({
    ar: z.string().max(100).optional(),
    latin: z.string().max(100).optional(),
    tifinagh: z.string().max(100).optional(),
  })
  .meta({
    id: 'ScriptedName',
    description: 'One name in the scripts of the registers; none is ever made from another',
  });

const place = z
  .strictObject({
    commune: z.string().max(20).optional().meta({ description: 'Code of the commune' }),
    text: words.optional(),
    country: country.optional(),
  })
  .meta({ id: 'CivilPlace' });

export const actPerson = z
  .strictObject({
    firstNames: scriptedName.optional(),
    familyName: scriptedName.optional(),
    sex: z.enum(['female', 'male']).optional(),
    birthDate: day.optional().meta({ description: 'YYYY-MM-DD; YYYY-MM or YYYY where only that is known' }),
    birthPlace: place.optional(),
    nationality: country.optional(),
    profession: words.optional(),
    residence: words.optional(),
    nationalId: z.string().max(20).optional().meta({ description: 'National card, or a foreigner’s paper' }),
    idcs: z.string().max(10).optional().meta({ description: 'Digital identifier of the registry' }),
    unknown: z.boolean().optional().meta({ description: 'A parent of whom nothing is known' }),
    birthActId: z.string().max(80).optional(),
    deceased: z.boolean().optional(),
  })
  .meta({ id: 'ActPerson' });

export const declarantQualities = [
  'father',
  'mother',
  'grandparent',
  'uncle-aunt',
  'guardian',
  'sibling',
  'nephew-niece',
  'spouse',
  'child',
  'relative',
  'authority',
  'establishment',
] as const;

const declarant = z
  .strictObject({ person: actPerson.optional(), quality: z.enum(declarantQualities).optional() })
  .meta({ id: 'Declarant' });

export const legalTitle = z
  .strictObject({
    kind: z.enum([
      'marriage-deed',
      'divorce-deed',
      'judgment',
      'authority-decision',
      'recognition-deed',
      'decree',
      'authorisation',
      'death-act',
    ]),
    number: z.string().max(100),
    date: day,
    authority: z.string().max(300),
  })
  .meta({ id: 'LegalTitle', description: 'The paper on which something rests' });

export const birthContent = z
  .strictObject({
    child: actPerson.optional(),
    time: z.string().max(5).optional().meta({ description: 'HH:MM of 24 hours', example: '09:30' }),
    twinOrder: z.int().min(0).max(99).optional(),
    twinCount: z.int().min(0).max(99).optional(),
    father: actPerson.optional(),
    mother: actPerson.optional(),
    declarant: declarant.optional(),
    declaredOn: day.optional().meta({ description: 'Told by the registry: the day of the declaration' }),
    judgment: legalTitle.optional().meta({ description: 'Needed once the delay to declare has passed' }),
    foundlingTitle: legalTitle.optional().meta({ description: 'Needed when neither parent is known' }),
  })
  .meta({ id: 'BirthContent' });

export const deathContent = z
  .strictObject({
    deceased: actPerson.optional(),
    date: day.optional(),
    time: z.string().max(5).optional(),
    place: place.optional(),
    father: actPerson.optional(),
    mother: actPerson.optional(),
    spouse: actPerson.optional(),
    declarant: declarant.optional(),
    declaredOn: day.optional().meta({ description: 'Told by the registry: the day of the declaration' }),
    judgment: legalTitle.optional(),
  })
  .meta({ id: 'DeathContent' });
