import { writeSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Out, run } from './run.ts';

export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** A check that passes or fails as a whole. */
export async function check(name: string, command: string, args: readonly string[]): Promise<Outcome> {
  process.stdout.write(`\n── ${name}\n`);
  const since = Date.now();
  const code = await run(command, args);
  const seconds = (Date.now() - since) / 1000;
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, seconds };
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface JestOptions {
  readonly more?: readonly string[];
  /** Only what changed was asked for: nothing to run is no failure. */
  readonly mayBeNone?: boolean;
  /**
   * Files that failed are run once more, alone and on fresh servers, and that run counts: on two cores, suites that kill servers
   * and suites that wait for them can starve each other. What was run again is named in the table.
   */
  readonly again?: boolean;
  readonly out?: Out;
  /** First of the ports of a platform of its own; JAMAA_E2E_PORT says otherwise. */
  readonly port?: number;
}

/** Output of steps that run beside others is shown when they have ended, so that two do not talk at once. */
export async function aside(steps: readonly ((out: Out) => Promise<Outcome>)[]): Promise<Outcome[]> {
  const place = await mkdtemp(join(tmpdir(), 'jamaa-ci-'));
  const file = join(place, 'output');
  const handle = await open(file, 'a');
  try {
    const outcomes: Outcome[] = [];
    process.stdout.write('\n── beside these, shown when they have ended: the suites with a platform of their own\n');
    for (const step of steps) outcomes.push(await step(handle.fd));
    process.stdout.write(await readFile(file));
    return outcomes;
  } finally {
    await handle.close();
    await rm(place, { recursive: true, force: true });
  }
}

/** One jest project. One that should exist and ran nothing is a failure. */
export async function jest(project: string, o: JestOptions = {}): Promise<Outcome> {
  say(`\n── ${project} tests\n`, o.out);
  const since = Date.now();
  const first = await report(project, o, o.more ?? []);
  const files = first?.testResults.filter((one) => one.status === 'failed').map((one) => one.name) ?? [];
  if (first === undefined || files.length === 0 || o.again !== true) {
    return { name: project, ...counts(first, o.mayBeNone === true), seconds: (Date.now() - since) / 1000 };
  }
  say(`\n── again, alone: ${files.join(' ')}\n`, o.out);
  const second = await report(project, o, ['--runInBand', '--forceExit', '--runTestsByPath', ...files]);
  const { passed, failed } = counts(second, false);
  const kept = first.testResults
    .filter((one) => one.status !== 'failed')
    .flatMap((one) => one.assertionResults)
    .filter((one) => one.status === 'passed').length;
  const name = `${project} (${files.length} files twice)`;
  return { name, passed: kept + passed, failed, seconds: (Date.now() - since) / 1000 };
}

function say(line: string, out: Out = 'inherit'): void {
  if (out === 'inherit') process.stdout.write(line);
  else writeSync(out, line);
}

async function report(
  project: string,
  { out, port }: JestOptions,
  more: readonly string[],
): Promise<(JestReport & { code: number }) | undefined> {
  const place = await mkdtemp(join(tmpdir(), 'jamaa-ci-'));
  const file = join(place, 'report.json');
  const env: Record<string, string> =
    port === undefined ? {} : { JAMAA_E2E_PORT: process.env['JAMAA_E2E_PORT'] ?? String(port) };
  const args = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const asked = ['--selectProjects', project, '--json', `--outputFile=${file}`, '--reporters=default', ...more];
  const code = await run('node', [...args, ...asked], { env, ...(out === undefined ? {} : { out }) });
  const text = await readFile(file, 'utf8').catch(() => '');
  await rm(place, { recursive: true, force: true });
  return text === '' ? undefined : { ...(JSON.parse(text) as JestReport), code };
}

function counts(
  of: (JestReport & { code: number }) | undefined,
  mayBeNone: boolean,
): { passed: number; failed: number } {
  if (of === undefined) return { passed: 0, failed: 1 };
  const failed = of.numFailedTests + of.numRuntimeErrorTestSuites;
  // jest says no when it found no test, or could not tear down: that counts even when no single test failed.
  const none = of.numPassedTests === 0 && !mayBeNone;
  return { passed: of.numPassedTests, failed: failed === 0 && (of.code !== 0 || none) ? 1 : failed };
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
