import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inherited } from '@jamaa/kit/testing';
import { percentile } from '../load/samples.ts';
import { playFlows } from './complaint.ts';
import { type Outcome, progress, type Scene } from './scene.ts';

const root = join(import.meta.dirname, '../../../..');
/** Time to write what is to fall due before the first of it does, and more for each clock of ballast. */
const AHEAD_MS = 15_000;
const MS_PER_BALLAST = 0.6;
const DRAIN_S = 90;

interface Planned {
  readonly openClocks: number;
  readonly ballast: number;
  readonly planned: readonly { readonly clock: string; readonly key: string; readonly at: number }[];
}
interface Counted {
  readonly once: number;
  readonly never: number;
  readonly twice: number;
  readonly lagsMs: readonly number[];
}

/**
 * Steps of real open cases fall due at a steady rate on a stack with `--rows` open clocks, while complaints flow; two sla
 * replicas, the one that works is killed with -9 in the middle. Each step is looked up in sla's journal afterwards.
 */
export async function escalationFlow(scene: Scene): Promise<Outcome> {
  const { options, say, stack } = scene;
  const { rows, seconds, rate } = options;
  const env = { MONGODB_URI: stack.mongoUri('sla') };
  say('a second replica of sla …');
  await stack.replica('sla');
  const from = new Date(Date.now() + AHEAD_MS + rows * MS_PER_BALLAST);
  say(`${rows} open clocks, ${options.due} steps a second from ${from.toISOString()} …`);
  const order = {
    OPEN_CLOCKS: rows,
    FROM: from.toISOString(),
    STEPS: Math.round(options.due * seconds),
    PER_SECOND: options.due,
  };
  const plan = JSON.parse(await rehearse('plan', { ...env, ...strings(order) })) as Planned;
  if (Date.now() > from.getTime())
    say('the steps were written late: lag is counted from the planned instant all the same');
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, from.getTime() - Date.now())));
  const end = progress(say, () => `${scene.recorder.errorCount} errors …`);
  const killing = setTimeout(
    () => {
      void killHolder(env, say);
    },
    (seconds * 1_000) / 2,
  );
  const { seconds: took, runs } = await playFlows(scene, [{ rate, seconds }]);
  clearTimeout(killing);
  const count = await settled(plan, env);
  end();
  const lags = count.lagsMs.toSorted((a, b) => a - b);
  const good = runs.filter((run) => run.good).length;
  return {
    seconds: took,
    done: good,
    more: {
      openClocks: plan.openClocks,
      ofThemBallast: plan.ballast,
      stepsDue: plan.planned.length,
      stepsASecond: options.due,
      firedOnce: count.once,
      firedNever: count.never,
      firedTwice: count.twice,
      lagMs: { p50: percentile(lags, 50), p99: percentile(lags, 99), max: lags.at(-1) },
      withoutTheMinuteAfterTheKillMs: calm(plan, count, from.getTime() + (seconds * 1_000) / 2),
    },
  };
}

/** Kills the replica that fires steps. */
async function killHolder(env: Record<string, string>, say: Scene['say']): Promise<void> {
  const pid = Number(await rehearse('holder', env));
  say(pid > 0 ? `kill -9 ${pid}, which holds the ticker` : 'nobody holds the ticker: nobody is killed');
  if (pid > 0) process.kill(pid, 'SIGKILL');
}

/** Percentiles of what fell due before the kill: what a killed holder had in hand stays locked for up to a minute. */
function calm(plan: Planned, count: Counted, killedAt: number): { p50: number; p99: number } {
  const before = plan.planned.filter(({ at }) => at < killedAt - 1_000).length;
  const lags = count.lagsMs.slice(0, before).toSorted((a, b) => a - b);
  return { p50: percentile(lags, 50), p99: percentile(lags, 99) };
}

/** Counts until every step has fired or a minute and a half is over. */
async function settled(plan: Planned, env: Record<string, string>): Promise<Counted> {
  const until = Date.now() + DRAIN_S * 1_000;
  for (;;) {
    const counted = JSON.parse(await rehearse('count', env, JSON.stringify(plan.planned))) as Counted;
    if (counted.never === 0 || Date.now() > until) return counted;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

const strings = (values: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

/** Runs sla's own rehearsal on its database. @throws Error when it failed */
async function rehearse(what: 'plan' | 'count' | 'holder', env: Record<string, string>, input = ''): Promise<string> {
  const script = join(root, 'services/sla/src/rehearse.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, what], {
    env: { ...inherited(), NODE_ENV: 'development', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let answer = '';
  child.stdout.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
  });
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('the rehearsal failed: see above');
  return answer;
}
