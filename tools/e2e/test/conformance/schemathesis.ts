import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gateway } from '@jamaa/e2e';
import type { Operation } from './api-document.ts';

export interface Run {
  /** Where schemathesis is installed. */
  readonly home: string;
  /** schemathesis.toml, as text. */
  readonly configuration: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Requests that follow the schemas, or break them as well. */
  readonly mode: 'positive' | 'all';
  /** `coverage` walks the limits of every schema, right and wrong; `fuzzing` tries at random; `examples` what the document names. */
  readonly phases: readonly ('examples' | 'coverage' | 'fuzzing')[];
  /** Those that are asked for. */
  readonly operations: readonly Operation[];
  /** Random requests for each operation. */
  readonly examples: number;
}

/** How bytes of media types that the tool does not know are sent. */
const hooks = join(import.meta.dirname, 'hooks.py');

/** The same requests in every run. */
const SEED = 20_170_265;

/** Right in form is not right in law: what the rules of a service refuse (422, 409) no schema can say. */
const NOT_ASKED = 'positive_data_acceptance';

/** Runs schemathesis against a gateway. Its report, with a curl line for each finding; empty when all holds. */
export async function schemathesis(run: Run): Promise<string> {
  // It keeps what it learnt in the folder it runs in: each run begins with nothing.
  const place = await mkdtemp(join(tmpdir(), 'jamaa-schemathesis-'));
  try {
    await writeFile(join(place, 'schemathesis.toml'), run.configuration);
    const child = spawn(
      'python3',
      [
        ...['-m', 'schemathesis.cli', 'run', `${gateway}/openapi.json`],
        ...Object.entries(run.headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
        ...run.operations.flatMap(({ id }) => ['--include-operation-id', id]),
        ...['--mode', run.mode, '--phases', run.phases.join(',')],
        ...['--max-examples', String(run.examples), '--seed', String(SEED)],
        ...['--checks', 'all', '--exclude-checks', NOT_ASKED, '--continue-on-failure', '--warnings', 'off'],
        // An export of everything that one person filed may take its time when others are busy.
        ...['--request-timeout', '60', '--generation-database', 'none', '--no-color'],
      ],
      {
        cwd: place,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, PYTHONPATH: run.home, SCHEMATHESIS_HOOKS: hooks },
      },
    );
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return code === 0 ? '' : `${stdout}\n${stderr}\nended with ${code}`;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
