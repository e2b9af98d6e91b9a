import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ruleFiles } from './rules.ts';
import { prometheusTools } from './tools.ts';

/** What is scraped: a component's admin port. */
export interface Target {
  readonly component: string;
  readonly address: string;
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface RunningPrometheus {
  /** Samples of an instant query now. @throws with Prometheus' own words when it refuses */
  query(expr: string): Promise<Sample[]>;
  /** Rules that could not be evaluated, with the reason. */
  failures(): Promise<string[]>;
  close(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/**
 * Prometheus with all rules, reading the targets of one cell every second under the labels that the chart's ServiceMonitors give.
 * @throws when it does not come up
 */
export async function startPrometheus(cell: string, targets: readonly Target[]): Promise<RunningPrometheus> {
  const { prometheus } = await prometheusTools((line) => process.stderr.write(`jamaa: ${line}\n`));
  const place = await mkdtemp(join(tmpdir(), 'jamaa-prometheus-'));
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: await ruleFiles(),
    scrape_configs: [
      {
        job_name: 'jamaa',
        static_configs: targets.map(({ component, address }) => ({
          targets: [address],
          labels: { cell, component },
        })),
      },
    ],
  };
  await writeFile(join(place, 'prometheus.yml'), stringify(config));
  const port = await freePort();
  const child = spawn(
    prometheus,
    [
      `--config.file=${join(place, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(place, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { cwd: place, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const close = async (): Promise<void> => {
    await end(child);
    await rm(place, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(url, child, () => said);
  } catch (error) {
    await close();
    throw error;
  }
  return { query: (expr) => query(url, expr), failures: () => failures(url), close };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

const PATIENCE_MS = 60_000;

async function ready(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error(`Prometheus has ended: ${said()}`);
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Prometheus is not ready: ${said()}`);
}

async function failures(url: string): Promise<string[]> {
  const { data } = (await (await fetch(`${url}/api/v1/rules`)).json()) as {
    data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
  };
  const all = data.groups.flatMap((group) => group.rules);
  if (all.length === 0) throw new Error('Prometheus has no rules');
  return all.filter(({ health }) => health === 'err').map(({ name, lastError }) => `${name}: ${lastError}`);
}

interface Answer {
  readonly error?: string;
  readonly data?: {
    readonly resultType: string;
    readonly result: { readonly metric: Record<string, string>; readonly value: [number, string] }[];
  };
}

async function query(url: string, expr: string): Promise<Sample[]> {
  const response = await fetch(`${url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query: expr }) });
  const { data, error } = (await response.json()) as Answer;
  if (data === undefined) throw new Error(`${expr}: ${error}`);
  if (data.resultType !== 'vector') return [];
  return data.result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }));
}
