import { z } from 'zod';
import { mainBureaux } from './bureaux.ts';
import { type Calls, names } from './calls.ts';

const person = z.object({
  firstNames: names.optional(),
  familyName: names.optional(),
  birthDate: z.string().default(''),
  nationalId: z.string().default(''),
});
const act = z.object({
  id: z.string(),
  kind: z.enum(['birth', 'death']),
  bureauId: z.string(),
  year: z.number(),
  number: z.number(),
  idcs: z.string().default(''),
  birth: z.object({ child: person, father: person.optional(), mother: person.optional() }).optional(),
  death: z.object({ deceased: person }).optional(),
});
const registers = z.object({
  registers: z.array(z.object({ kind: z.string(), year: z.number(), lastNumber: z.number() })),
});
const page = z.object({ acts: z.array(act) });

export type StoredAct = z.infer<typeof act> & { readonly place: string };

const REGISTERS = 24;
const ACTS = 60;

/** Acts of many years of the bureaux whose staff we play, read through the gateway as that staff. */
export async function storedActs({ prepare }: Calls): Promise<readonly StoredAct[]> {
  const read: StoredAct[] = [];
  for (const { id, place } of mainBureaux) {
    const path = `/v1/civil/bureaux/${id}/registers`;
    const account = `registrar.${place}`;
    const known = registers.parse(await prepare(account, 'GET', path, [200])).registers;
    const kept = known.filter(({ lastNumber }) => lastNumber > 0);
    const step = Math.max(1, Math.floor(kept.length / REGISTERS));
    for (const { kind, year, lastNumber } of kept.filter((_, index) => index % step === 0)) {
      const after = Math.max(0, Math.floor(Math.random() * (lastNumber - ACTS)));
      const answer = await prepare(account, 'GET', `${path}/${kind}/${year}/acts?limit=${ACTS}&after=${after}`, [200]);
      read.push(...page.parse(answer).acts.map((one) => ({ ...one, place })));
    }
  }
  if (read.length === 0) throw new Error('no acts are stored at the bureaux of the demonstration accounts');
  return read;
}

/** Of whom an act tells. */
export const personOf = ({ birth, death }: StoredAct) => birth?.child ?? death?.deceased ?? person.parse({});

/** Numbers of national cards on an act. */
export const cardsOf = ({ birth, death }: StoredAct): readonly string[] =>
  [birth?.father, birth?.mother, death?.deceased].flatMap((one) =>
    one === undefined || one.nationalId === '' ? [] : [one.nationalId],
  );
