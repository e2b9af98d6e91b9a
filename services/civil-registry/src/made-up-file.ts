import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createActs, registersOf } from './seed/generate.ts';
import { bureauOf } from './seed/run.ts';

/** As a town has them. */
const ACTS_OF_A_YEAR = 500;
const ACTS_OF_A_BUREAU = 10_000;

/**
 * Writes acts of made-up families as JSON lines to standard output: `made-up-file.ts 20000 [seed] [bad]`; with `bad` every so-manieth act
 * is one that cannot be entered. For benches and trials of an import.
 */
const [acts = 1_000, seed = 7, bad = 0] = process.argv.slice(2).map(Number);
const data = join(import.meta.dirname, '../../gis/data/territories.json');
const known = z
  .object({ territories: z.array(z.object({ code: z.string(), kind: z.string(), population: z.number().nullish() })) })
  .parse(JSON.parse(readFileSync(data, 'utf8')));
const bureaux = known.territories
  .filter(({ kind }) => kind === 'commune' || kind === 'arrondissement')
  .map(({ code, population }) => bureauOf(code, population ?? 0))
  .sort((a, b) => b.population - a.population)
  .slice(0, Math.max(1, Math.ceil(acts / ACTS_OF_A_BUREAU)));
const make = createActs(seed);
/** What is wrong with lines of old registers: cut off, a day that never was, no such sex, a bureau that nobody knows. */
const faults: readonly ((line: string) => string)[] = [
  (line) => line.slice(0, line.length / 2),
  (line) => line.replace(/"birthDate":"[^"]*"/, '"birthDate":"1999-02-30"'),
  (line) => line.replace(/"sex":"[^"]*"/, '"sex":"?"'),
  (line) => line.replace(/"bureauId":"[^"]*"/, '"bureauId":"99.999.99.9-1"'),
];
let told = 0;

function lineOf(act: object): string {
  told += 1;
  const line = JSON.stringify({ act });
  const fault = bad > 0 && told % bad === 0 ? faults[(told / bad) % faults.length] : undefined;
  return `${fault === undefined ? line : fault(line)}\n`;
}

/** Waits for who reads: a million acts do not fit in the buffers between. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

for (const register of registersOf(bureaux, acts, new Date().getUTCFullYear() - 1, ACTS_OF_A_YEAR)) {
  const { bureauId, kind, year } = register.key;
  await write(`${JSON.stringify({ register: { bureauId, kind, year, firstNumber: 1 } })}\n`);
  await write(make(register).map(lineOf).join(''));
}
