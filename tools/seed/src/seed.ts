import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inherited } from '@jamaa/kit/testing';
import { stackSecrets } from '@jamaa/stack';
import { z } from 'zod';
import { openDatabase } from './database.ts';
import { journalEnds, passOverHistory, passOverRegisters } from './pass-over.ts';
import { demoStaff } from './staff.ts';

export const root = join(import.meta.dirname, '../../..');

export interface SeedOptions {
  /** Data folder of a stack, running or not. */
  readonly data: string;
  /** Switches handed to intake's seed as they are: `--rows`, `--years`, `--seed`, `--until`, `--check`. */
  readonly args: readonly string[];
  readonly say: (line: string) => void;
}

/**
 * Runs the seeds of intake and of sla on a data folder: sla's follows the journal that intake's writes, as it goes. Returns what
 * they reported (JSON). @throws Error when one failed
 */
export async function seedData({ data, args, say }: SeedOptions): Promise<string> {
  const secrets = await stackSecrets(join(data, 'secrets'));
  const database = await openDatabase(data, secrets, say);
  const { until, rest } = presentDay(args);
  try {
    const intake = run('intake', [...rest, '--until', until], ['ignore', 'pipe', 'inherit', 'pipe'], {
      MONGODB_URI: database.uri('intake'),
      SECRETS_DIR: secrets.folder,
      TERRITORY_DATA: join(root, 'services/gis/data'),
      SEED_STAFF: JSON.stringify(await demoStaff(root)),
      SEED_JOURNAL_FD: '3',
    });
    const sla = run('sla', [], ['pipe', 'pipe', 'inherit'], { MONGODB_URI: database.uri('sla'), SEED_UNTIL: until });
    const [cases, clocks] = await Promise.all([
      reportOf(intake),
      reportOf(sla),
      follow(intake.stdio[3] as Readable, sla.stdin),
    ]);
    const ends = journalEnds.parse(JSON.parse(clocks));
    await passOverHistory(database, ends, new Date(until));
    return `${JSON.stringify({ ...JSON.parse(cases), clocks: JSON.parse(clocks) }, undefined, 2)}\n`;
  } finally {
    await database.release();
  }
}

const registersEnd = z.object({ written: z.string() });

/** Runs the registry's own seed on a data folder: registers of made-up families (`--acts`). Returns what it reported (JSON). */
export async function seedRegisters({ data, args, say }: SeedOptions): Promise<string> {
  const secrets = await stackSecrets(join(data, 'secrets'));
  const database = await openDatabase(data, secrets, say);
  const { until, rest } = presentDay(args);
  try {
    const child = run('civil-registry', [...rest, '--until', until], ['ignore', 'pipe', 'inherit'], {
      MONGODB_URI: database.uri('civil-registry'),
      SECRETS_DIR: secrets.folder,
      TERRITORY_DATA: join(root, 'services/gis/data'),
    });
    const report = await reportOf(child);
    const { written } = registersEnd.parse(JSON.parse(report));
    if (written !== '') await passOverRegisters(database, written, new Date(until));
    return report;
  } finally {
    await database.release();
  }
}

type Stdio = NonNullable<Parameters<typeof spawn>[2]['stdio']>;

const run = (service: string, args: readonly string[], stdio: Stdio, env: Record<string, string>) =>
  spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'services', service, 'src/seed.ts'), ...args],
    { cwd: root, env: { ...inherited(), NODE_ENV: 'development', ...env }, stdio },
  );

/** Both seeds have the same present day: the one asked for, or this hour. */
function presentDay(args: readonly string[]): { until: string; rest: string[] } {
  const rest = [...args];
  const at = rest.findIndex((one) => one === '--until' || one.startsWith('--until='));
  if (at < 0) return { until: new Date(new Date().setUTCMinutes(0, 0, 0)).toISOString(), rest };
  const [given = ''] = rest.splice(at, rest[at] === '--until' ? 2 : 1).slice(-1);
  return { until: given.replace(/^--until=?/, ''), rest };
}

async function reportOf(child: ReturnType<typeof spawn>): Promise<string> {
  let report = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    report += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('the seed did not finish: see above');
  return report;
}

/** A seed that has failed says so itself, and closes its end. */
async function follow(from: Readable, to: NodeJS.WritableStream | null): Promise<void> {
  if (to === null) throw new Error('the seed of sla takes no input');
  await pipeline(from, to);
}
