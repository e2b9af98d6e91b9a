import { z } from 'zod';

const text = (most: number) => z.string().max(most);
const words = z.strictObject({ ar: text(2_000).optional(), fr: text(2_000).optional(), zgh: text(2_000).optional() });
const name = z.strictObject({ ar: text(200).optional(), latin: text(200).optional(), tifinagh: text(200).optional() });
const place = z.strictObject({ commune: text(20).optional(), text: words.optional(), country: text(2).optional() });
const small = z.int().min(0).max(99).optional();

const person = z.strictObject({
  firstNames: name.optional(),
  familyName: name.optional(),
  sex: text(10).optional(),
  birthDate: text(10).optional(),
  birthPlace: place.optional(),
  nationality: text(2).optional(),
  profession: words.optional(),
  residence: words.optional(),
  nationalId: text(20).optional(),
  idcs: text(10).optional(),
  unknown: z.boolean().optional(),
  birthActId: text(90).optional(),
  deceased: z.boolean().optional(),
});

const title = z.strictObject({
  kind: text(40).optional(),
  number: text(100).optional(),
  date: text(10).optional(),
  authority: text(300).optional(),
});

const declared = {
  declarant: z.strictObject({ person: person.optional(), quality: text(30).optional() }).optional(),
  declaredOn: text(10).optional(),
  judgment: title.optional(),
  father: person.optional(),
  mother: person.optional(),
  time: text(5).optional(),
};

const birth = z.strictObject({
  ...declared,
  child: person.optional(),
  twinOrder: small,
  twinCount: small,
  foundlingTitle: title.optional(),
});

const death = z.strictObject({
  ...declared,
  deceased: person.optional(),
  date: text(10).optional(),
  place: place.optional(),
  spouse: person.optional(),
});

const mention = z.object({
  kind: text(40),
  title: title.optional(),
  effectiveOn: text(10),
  text: words.optional(),
  corrections: z
    .array(z.strictObject({ field: text(60), from: text(200).optional(), to: text(200).optional() }))
    .max(30)
    .optional(),
  other: person.optional(),
  otherActId: text(90).optional(),
  ends: text(100).optional(),
  recordedAt: z.iso.datetime().optional(),
});

/**
 * An act as an export writes it. What the registry makes itself (id, hash, signature, version) may stand there and is made anew; anything
 * else that is unknown is told, for it would be lost.
 */
export const actShape = z.strictObject({
  id: z.unknown().optional(),
  hash: z.unknown().optional(),
  signature: z.unknown().optional(),
  version: z.unknown().optional(),
  officerId: z.unknown().optional(),
  imported: z.unknown().optional(),
  bureauId: text(60).optional(),
  kind: text(10).optional(),
  year: z.union([z.int(), z.string().max(10)]).optional(),
  number: z.union([z.int(), z.string().max(20)]).optional(),
  birth: birth.optional(),
  death: death.optional(),
  mentions: z.array(mention).max(200).optional(),
  officerName: words.optional(),
  officerCapacity: words.optional(),
  registeredOn: text(10).optional(),
  registeredAt: z.iso.datetime().optional(),
  idcs: text(10).optional(),
});

export type ActShape = z.infer<typeof actShape>;
