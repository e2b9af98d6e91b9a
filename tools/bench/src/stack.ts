import { existsSync } from 'node:fs';
import { constants, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedData, seedRegisters } from '@jamaa/seed';
import { databaseOf, portsFrom, type ServiceName, type Stack, serviceNames, startStack } from '@jamaa/stack';
import { metricIn } from './result/commits.ts';

const root = join(import.meta.dirname, '../../..');
const benches = join(root, '.jamaa/bench');

export interface BenchStack {
  readonly port: number;
  readonly issuer: string;
  /** Process ids by name, servers included. */
  pids(): ReadonlyMap<string, number>;
  /** Address of the database with a service's own user. */
  mongoUri(service: ServiceName): string;
  /** Starts one more process of a service, and waits until it is ready. */
  replica(service: ServiceName): Promise<void>;
  stop(): Promise<void>;
}

type Say = (line: string) => void;

/** What is stored before a run: so many complaints, or so many acts of civil status. */
export interface Stored {
  readonly rows: number;
  readonly acts: number;
}

/** A stack on a copy of the kept data: every run begins the same. */
export async function startBenchStack(stored: Stored, port: number, keep: boolean, say: Say): Promise<BenchStack> {
  const base = await keptData(stored, port, say);
  const data = join(benches, `run-${process.pid}`);
  say('copying the data …');
  await cp(base, data, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const stack = await start(data, port, say).catch(async (error: unknown) => {
    await rm(data, { recursive: true, force: true });
    throw error;
  });
  return {
    port,
    issuer: `http://localhost:${portsFrom(port).issuer}`,
    pids: () => pidsOf(stack),
    mongoUri: (service) => stack.mongoUri(service),
    replica: (service) => stack.replica(service),
    async stop() {
      say('stopping the stack …');
      await stack.stop();
      if (!keep) await rm(data, { recursive: true, force: true });
      else say(`kept: ${data}`);
    },
  };
}

const start = (data: string, port: number, say: Say): Promise<Stack> =>
  startStack(
    { help: false, fresh: false, port, data, only: serviceNames, logLevel: 'warn', quotaScale: '100000' },
    { mongodbUri: undefined, natsUrl: undefined, otlpEndpoint: undefined },
    say,
  );

function pidsOf(stack: Stack): ReadonlyMap<string, number> {
  const names = [...serviceNames, 'gateway', 'sign-in', 'mailbox', 'mongo', 'nats'];
  const known = names.map((name) => [name, stack.pidOf(name)] as const);
  return new Map(known.filter((one): one is readonly [string, number] => one[1] !== undefined));
}

/**
 * The data folder with what is to be stored, made once: seeded, then started so that territory, directory and the copies that
 * other services build from the journal are in place before anything is measured.
 */
async function keptData({ rows, acts }: Stored, port: number, say: Say): Promise<string> {
  const data = join(benches, acts > 0 ? `acts-${acts}` : `rows-${rows}`);
  const marker = join(data, 'complete');
  if (existsSync(marker)) return data;
  const seeded = join(data, 'seeded');
  if (!existsSync(seeded)) {
    await rm(data, { recursive: true, force: true });
    await mkdir(data, { recursive: true });
    if (rows > 0) {
      say(`making ${rows} complaints, once …`);
      await seedData({ data, args: seedArgs(rows), say });
    } else if (acts > 0) {
      say(`making ${acts} acts, once …`);
      await seedRegisters({ data, args: ['--acts', String(acts)], say });
    }
    await writeFile(seeded, `${new Date().toISOString()}\n`);
  }
  say('starting once on the new data …');
  const stack = await start(data, port, say);
  try {
    await untilSettled(port, say);
  } finally {
    await stack.stop();
  }
  await writeFile(marker, `${new Date().toISOString()}\n`);
  return data;
}

/** Most cases with a life of their own; beyond, the archive is made of copies of ended ones: what grows with it does not tell the difference. */
const MOST_LIVES = 100_000;

function seedArgs(rows: number): string[] {
  const lives = Math.min(rows, MOST_LIVES);
  return ['--rows', String(lives), '--copies', String(rows - lives)];
}

const QUIET_ROUNDS = 5;
const IDLE_TRANSACTIONS = 5;

/** Waits until services neither read a journal nor work on anything: five looks in a row, a second apart. */
async function untilSettled(port: number, say: Say): Promise<void> {
  const ports = portsFrom(port);
  let [last, quiet, told] = [0, 0, performance.now()];
  while (quiet < QUIET_ROUNDS) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const texts = await Promise.all(
      serviceNames.map(async (name) => (await fetch(`http://127.0.0.1:${ports.admin(name)}/metrics`)).text()),
    );
    const sum = (metric: string): number =>
      texts.reduce(
        (total, text, index) => total + metricIn(text, `${databaseOf(serviceNames[index] ?? '')}_${metric}`),
        0,
      );
    const transactions = sum('transactions_total');
    const idle = transactions - last <= IDLE_TRANSACTIONS;
    quiet = idle && sum('consumer_gap') === 0 && sum('relay_unpublished_events') === 0 ? quiet + 1 : 0;
    last = transactions;
    if (performance.now() - told < 10_000) continue;
    told = performance.now();
    say(`services work on what is new: ${sum('consumer_healed_events_total')} events read from journals …`);
  }
}
