import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const root = join(import.meta.dirname, '../../../..');
const script = join(root, 'services/civil-registry/src/made-up-file.ts');
const run = promisify(execFile);
/** Not the number of the stored registers: other families, some of them with the same names. */
const SEED = '9';

const line = z.object({
  act: z
    .object({
      birth: z.looseObject({ child: z.looseObject({}), mother: z.looseObject({}) }).optional(),
      death: z.looseObject({ deceased: z.looseObject({}) }).optional(),
    })
    .optional(),
});

const dayBefore = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
/** Within the delay to declare. */
const DAYS = 25;

export type Declared = { readonly birth: object } | { readonly death: object };

/** So many births and deaths of the last weeks at a commune; the same at each run. */
export async function madeUpEvents(count: number): Promise<(at: number, commune: string) => Declared> {
  const args = ['--disable-warning=ExperimentalWarning', script, String(count), SEED];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 512 * 1024 ** 2 });
  const events = stdout
    .trim()
    .split('\n')
    .flatMap((text) => line.parse(JSON.parse(text)).act ?? []);
  return (at, commune) => {
    const { birth, death } = events[at] ?? {};
    const day = dayBefore(1 + (at % DAYS));
    if (birth !== undefined) {
      const { declaredOn: _, ...rest } = birth;
      return { birth: { ...rest, child: { ...birth.child, birthDate: day, birthPlace: { commune } } } };
    }
    if (death === undefined) throw new Error('more people are needed than were made up');
    const { declaredOn: _, ...rest } = death;
    return { death: { ...rest, date: day, place: { commune } } };
  };
}
