import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ensureIndexes, type Keyring, kitIndexes, nextHistoryBatch } from '@jamaa/kit';
import { loadTerritories, type TerritoryIndex } from '@jamaa/territory';
import type { Connection } from 'mongoose';
import { indexes } from '../store/indexes.ts';
import type { CaseFile } from './case-file.ts';
import { copiesOf } from './copies.ts';
import { createGenerator } from './generate.ts';
import { createRandom } from './random.ts';
import type { SeedSettings } from './settings.ts';
import { createStaff, type StaffMember } from './staff.ts';
import { writeCases } from './write.ts';

/** Cases written at once; also one batch of the journal. */
const CHUNK = 500;
/** Cases made between two looks at the sockets. */
const SLICE = 25;
const IN_FLIGHT = 2;

export interface SeedRun {
  readonly connection: Connection;
  readonly keyring: Keyring;
  readonly territory: TerritoryIndex;
  readonly staff: readonly StaffMember[];
  readonly settings: SeedSettings;
  readonly say: (line: string) => void;
  /** Takes the journal of what was made, for the services that follow it. */
  readonly tell?: ((cases: readonly CaseFile[], batch: number) => Promise<void>) | undefined;
}

export interface Seeded {
  readonly complaints: number;
  readonly copies: number;
  readonly events: number;
  readonly auditRows: number;
  readonly seconds: number;
  /** Seconds of it spent making the documents; the rest is the database. */
  readonly making: number;
  readonly states: Readonly<Record<string, number>>;
  /** A sample to check, spread over the whole. */
  readonly sample: readonly string[];
}

export async function readTerritory(folder: string): Promise<TerritoryIndex> {
  const [territories, boundaries] = await Promise.all(
    ['territories.json', 'boundaries.topojson'].map((name) => readFile(join(folder, name))),
  );
  if (territories === undefined || boundaries === undefined) throw new Error(`${folder} holds no territory`);
  return loadTerritories({ territories, boundaries });
}

/** Makes and writes the cases; while chunks are written the next is made. */
export async function seed(run: SeedRun): Promise<Seeded> {
  const { connection, settings, say } = run;
  await ensureIndexes(connection, [...kitIndexes, ...indexes]);
  const plan = { ...run, ...settings, staff: createStaff(run.staff), references: new Set<string>() };
  const generate = createGenerator(plan);
  let batch = await nextHistoryBatch(connection);
  const began = performance.now();
  const totals = { complaints: 0, copies: 0, events: 0, auditRows: 0, making: 0 };
  const states: Record<string, number> = {};
  const sample: string[] = [];
  const every = Math.max(1, Math.floor(settings.rows / Math.max(1, settings.check)));
  const inFlight: Promise<void>[] = [];
  let told = began;
  for (let first = 0; first < settings.rows; first += CHUNK) {
    const files: CaseFile[] = [];
    const end = Math.min(first + CHUNK, settings.rows);
    for (let slice = first; slice < end; slice += SLICE) {
      const start = performance.now();
      files.push(...generate(slice, Math.min(SLICE, end - slice), batch));
      totals.making += (performance.now() - start) / 1000;
      // Lets the sockets go on: while cases are made nothing else is read or sent.
      await setImmediate();
    }
    await run.tell?.(files, batch);
    batch += 1;
    for (const [index, file] of files.entries()) {
      totals.events += file.journal.length;
      totals.auditRows += file.audit.length;
      states[file.row.state] = (states[file.row.state] ?? 0) + 1;
      if ((first + index) % every === 0 && sample.length < settings.check) sample.push(file.row._id);
    }
    totals.complaints += files.length;
    if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
    const share = Math.round((settings.copies * end) / settings.rows) - totals.copies;
    const copies = copiesOf(files, share, { ...plan, random: createRandom('copies', settings.seed, first) });
    totals.copies += copies.length;
    const writing = writeCases(connection, files, copies);
    // A failure is met by a later `await`; without a listener in between the process would end without a word.
    writing.catch(() => undefined);
    inFlight.push(writing);
    if (performance.now() - told > 5_000) {
      told = performance.now();
      const rate = totals.complaints / ((told - began) / 1000);
      say(`${totals.complaints} of ${settings.rows} complaints, ${Math.round(rate)} a second …`);
    }
  }
  await Promise.all(inFlight);
  return { ...totals, seconds: (performance.now() - began) / 1000, states, sample };
}
