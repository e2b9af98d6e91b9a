import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { root } from './run.ts';

/** Runs a module of so many lines, sends it the signal once it says `up`, and tells what it wrote and how it ended. */
async function interrupted(lines: readonly string[], signal: NodeJS.Signals): Promise<{ said: string; code: unknown }> {
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', lines.join('\n')], {
    cwd: root,
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.endsWith('up\n')) child.kill(signal);
  });
  const [code] = (await once(child, 'close')) as unknown[];
  return { said, code };
}

const moduleOf = (path: string): string => JSON.stringify(pathToFileURL(`${root}/${path}`).href);
const STEP =
  "process.on('SIGTERM', () => { console.log('servers stopped'); process.exit(0); }); console.log('up'); setInterval(() => {}, 1000);";

describe('an interrupted run', () => {
  test('ends the step that runs, and begins no other', async () => {
    const { said, code } = await interrupted(
      [
        `import { endWhenInterrupted, run } from ${moduleOf('tools/ci/src/run.ts')};`,
        'endWhenInterrupted();',
        `await run('node', ['-e', ${JSON.stringify(STEP)}]);`,
        "console.log('the next step');",
      ],
      'SIGTERM',
    );
    expect(said).toBe('up\nservers stopped\n');
    expect(code).toBe(1);
  });

  test('without an interruption the code of a step is told, and the next begins', async () => {
    const { said, code } = await interrupted(
      [
        `import { endWhenInterrupted, run } from ${moduleOf('tools/ci/src/run.ts')};`,
        'endWhenInterrupted();',
        "console.log(await run('node', ['-e', 'process.exit(3)']));",
        'process.exit(0);',
      ],
      'SIGTERM',
    );
    expect(said).toBe('3\n');
    expect(code).toBe(0);
  });
});

describe('interrupted servers of suites', () => {
  const setup = (started: string): string[] => [
    `import { whenInterrupted } from ${moduleOf('jest.interrupted.mjs')};`,
    `const signal = whenInterrupted(() => ${started});`,
    "signal.addEventListener('abort', () => console.log('aborted'));",
    'setInterval(() => {}, 1000);',
    "console.log('up');",
  ];

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops what was started', async (signal) => {
    const { said, code } = await interrupted(setup("({ stop: async () => console.log('stopped') })"), signal);
    expect(said).toBe('up\naborted\nstopped\n');
    expect(code).toBe(1);
  });

  test('a start that still goes on is told, and ends by itself', async () => {
    const { said, code } = await interrupted(
      [...setup('undefined'), "signal.addEventListener('abort', () => process.exit(7));"],
      'SIGTERM',
    );
    expect(said).toBe('up\naborted\n');
    expect(code).toBe(7);
  });
});
