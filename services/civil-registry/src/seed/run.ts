import { setImmediate } from 'node:timers/promises';
import { beginRootsBehind, ensureIndexes, type Keyring, kitIndexes, nextHistoryBatch } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import { bureauIdOf } from '../domain/identity.ts';
import { isRefused } from '../domain/imports/line.ts';
import { readAct } from '../domain/imports/read-line.ts';
import type { CheckContext } from '../domain/person-check.ts';
import { openingHash } from '../domain/seal.ts';
import { countImported, drawUpImported } from '../imports/draw-up.ts';
import { indexes } from '../store/indexes.ts';
import { createActs, registersOf, type SeedBureau, type SeedRegister } from './generate.ts';
import type { SeedSettings } from './settings.ts';
import { type Made, writeRegisters } from './write.ts';

/** Acts written at once. */
const CHUNK = 2_000;
const IN_FLIGHT = 2;

export interface SeedRun {
  readonly connection: Connection;
  readonly keyring: Keyring;
  readonly bureaux: readonly SeedBureau[];
  readonly context: CheckContext;
  readonly settings: SeedSettings;
  readonly say: (line: string) => void;
}

export interface Seeded {
  readonly acts: number;
  readonly copies: number;
  readonly registers: number;
  readonly seconds: number;
  /** Position behind the journal that was written; empty when none was. */
  readonly written: string;
}

export const bureauOf = (territory: string, population: number): SeedBureau => ({
  id: bureauIdOf(territory),
  territory,
  population,
});

/**
 * Makes and writes registers through the rules of an import: each line is read, checked, sealed and chained like one of a file. While some are
 * written the next are made.
 */
export async function seedActs({ connection, keyring, bureaux, context, settings, say }: SeedRun): Promise<Seeded> {
  await ensureIndexes(connection, [...kitIndexes, ...indexes]);
  const { until } = settings;
  const lastYear = until.getUTCFullYear() - 1;
  const acts = createActs(settings.seed);
  const registers = registersOf(bureaux, settings.acts + settings.copies, lastYear);
  const began = performance.now();
  let [batch, done, copies, told] = [await nextHistoryBatch(connection), 0, 0, began];
  let written = '';
  const inFlight: Promise<void>[] = [];
  let made: Made[] = [];
  let waiting = 0;
  const flush = async (): Promise<void> => {
    if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
    const writing = writeRegisters(connection, made, { at: until, batch });
    // A failure is met by a later `await`; without a listener in between the process would end without a word.
    writing.done.catch(() => undefined);
    inFlight.push(writing.done);
    written = writing.cursor === '' ? written : writing.cursor;
    batch += 1;
    made = [];
    waiting = 0;
  };
  for (const register of registers) {
    // Whole registers have a journal, or none.
    const bare = done - copies >= settings.acts;
    made.push({ register, bare, ...drawnUp(keyring, context, register, acts(register)) });
    done += register.acts;
    waiting += register.acts;
    if (bare) copies += register.acts;
    await setImmediate();
    if (waiting < CHUNK) continue;
    await flush();
    if (performance.now() - told < 5_000) continue;
    told = performance.now();
    say(
      `${done} of ${settings.acts + settings.copies} acts, ${Math.round((done * 1_000) / (told - began))} a second …`,
    );
  }
  if (made.length > 0) await flush();
  await Promise.all(inFlight);
  await beginRootsBehind(connection, until);
  return {
    acts: done - copies,
    copies,
    registers: registers.length,
    seconds: (performance.now() - began) / 1_000,
    written,
  };
}

function drawnUp(
  keyring: Keyring,
  context: CheckContext,
  { key, territory }: SeedRegister,
  acts: readonly object[],
): Pick<Made, 'rows' | 'counts'> {
  let previous = openingHash(key, 1);
  const read = acts.map((one) => {
    const act = readAct(one, undefined, context);
    if (isRefused(act)) throw new Error(`the seed made an act that no import takes: ${JSON.stringify(act.problems)}`);
    return act;
  });
  const rows = read.map((act) => {
    const row = drawUpImported(keyring, act, { territory, importId: 'seed', previous });
    previous = row.hash;
    return row;
  });
  return { rows, counts: read.map(countImported) };
}
