import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** Runs a command with its output shown; resolves with its exit code. */
export function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(join(root, 'node_modules/.bin', command), [...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** A check that passes or fails as a whole. */
export async function check(
  name: string,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  process.stdout.write(`\n── ${name}\n`);
  const since = Date.now();
  const code = await run(command, args, env);
  const seconds = (Date.now() - since) / 1000;
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, seconds };
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** One jest project. One that ran nothing is a failure, unless only what changed is asked for. */
export async function jest(project: string, more: readonly string[] = [], mayBeNone = false): Promise<Outcome> {
  process.stdout.write(`\n── ${project} tests\n`);
  const since = Date.now();
  const place = await mkdtemp(join(tmpdir(), 'jamaa-ci-'));
  const file = join(place, 'report.json');
  const code = await run('node', [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    project,
    '--json',
    `--outputFile=${file}`,
    '--reporters=default',
    ...more,
  ]);
  const seconds = (Date.now() - since) / 1000;
  const text = await readFile(file, 'utf8').catch(() => '');
  await rm(place, { recursive: true, force: true });
  if (text === '') return { name: project, passed: 0, failed: 1, seconds };
  const report = JSON.parse(text) as JestReport;
  const broken = report.numRuntimeErrorTestSuites;
  const failed = report.numFailedTests + broken;
  // jest says no when it found no test, or could not tear down: that counts even when no single test failed.
  const none = report.numPassedTests === 0 && !mayBeNone;
  const silent = failed === 0 && (code !== 0 || none) ? 1 : 0;
  return { name: project, passed: report.numPassedTests, failed: failed + silent, seconds };
}

/** Prints the table and the closing line, and returns the exit code. */
export function conclude(outcomes: readonly Outcome[]): number {
  process.stdout.write('\n');
  for (const one of outcomes) {
    process.stdout.write(
      `${one.failed === 0 ? 'ok  ' : 'FAIL'} ${one.name.padEnd(24)} ${String(one.passed).padStart(6)} passed ${String(one.failed).padStart(4)} failed ${one.seconds.toFixed(0).padStart(5)} s\n`,
    );
  }
  const passed = outcomes.reduce((sum, one) => sum + one.passed, 0);
  const failed = outcomes.reduce((sum, one) => sum + one.failed, 0);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
