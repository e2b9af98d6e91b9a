import { commands } from './commands.ts';
import { readEnvironment } from './config.ts';
import { readOptions, UsageError, usage } from './options.ts';
import { ArchiveError } from './restore/plan.ts';
import { findTarget } from './target.ts';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

/** 1: refused, damaged or not whole; 2: the command is wrong; 3: a server is out of reach. 4, by the command: work is left. */
function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof ArchiveError) return 1;
  if (error instanceof UsageError) return 2;
  return error instanceof Error &&
    /ServerSelection|NetworkError|stopped before the broker/.test(`${error.name} ${error.message}`)
    ? 3
    : undefined;
}

try {
  const environment = readEnvironment();
  const options = readOptions(process.argv.slice(2), environment);
  const command = Object.hasOwn(commands, options.command) ? commands[options.command] : undefined;
  if (options.help) process.stdout.write(`${usage}\n`);
  else if (command === undefined) throw new UsageError(`unknown command: ${options.command || '(none)'}\n\n${usage}`);
  else
    await command({
      options,
      target: () => findTarget(options, environment),
      signal: stopping.signal,
      now: () => new Date(),
      print: (value, lines) =>
        void process.stdout.write(`${options.json ? JSON.stringify(value) : lines.join('\n')}\n`),
      exit: (code) => {
        process.exitCode = code;
      },
      tell,
    });
} catch (error) {
  const code = exitCodeOf(error);
  if (code === undefined) throw error;
  tell(`backup: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = code;
}
