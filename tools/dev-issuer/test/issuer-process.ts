import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const source = (name: string) => fileURLToPath(new URL(`../src/${name}`, import.meta.url));

export const accounts = [
  { account: 'citizen', email: 'citizen@example.ma', name: { ar: 'سلمى <المواطنة>', fr: 'Salma' }, locale: 'ar' },
  { account: 'handler', email: 'handler@example.ma', name: { ar: 'يوسف', fr: 'Youssef' }, acr: 'strong', locale: 'fr' },
] as const;

/** What a finished process left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const start = (script: string, args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, [source(script), ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Runs one of the tool's scripts to its end. */
export const run = async (
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Finished> => {
  const child = start(script, args, environment);
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('no pipes');
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout: out, stderr: err };
};

/** A folder with an accounts file, for one issuer at a time. */
export const createHome = () => {
  const folder = mkdtempSync(join(tmpdir(), 'dev-issuer-'));
  const accountsFile = join(folder, 'accounts.json');
  const writeAccounts = (value: unknown) => writeFileSync(accountsFile, JSON.stringify(value));
  writeAccounts(accounts);
  return {
    folder,
    dataDirectory: join(folder, 'data'),
    writeAccounts,
    environment: { ISSUER_PORT: '0', ISSUER_DATA_DIR: join(folder, 'data'), ISSUER_ACCOUNTS: accountsFile },
    remove: () => rmSync(folder, { recursive: true }),
  };
};

/** Starts the issuer and waits for its one line; `stop` answers with its exit code. */
export const startIssuer = async (environment: NodeJS.ProcessEnv) => {
  const child = start('main.ts', [], environment);
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('no pipes');
  const errors = text(stderr);
  for await (const line of createInterface({ input: stdout })) {
    const { listening } = JSON.parse(line) as { listening: { http: string; issuer: string } };
    const stop = async (): Promise<number | null> => {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
      return child.exitCode;
    };
    return { ...listening, errors, stop };
  }
  throw new Error(`the issuer did not start: ${await errors}`);
};
