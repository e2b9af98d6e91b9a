import { SetupError } from '../servers/fetch.ts';

const say = (line: string): void => void process.stdout.write(`jamaa: ${line}\n`);

export interface Command<T> {
  /** Starts everything; undone when the signal is aborted. `undefined` when there was only something to print. */
  start(say: (line: string) => void, signal: AbortSignal): Promise<T | undefined>;
  /** What a person sees when all is ready. */
  welcome(running: T, seconds: number): Promise<string> | string;
}

/** Runs until Ctrl-C or a TERM, then stops everything in order. A setup that fails is one line and exit code 1. */
export async function runCommand<T extends { stop(): Promise<void> }>(command: Command<T>): Promise<void> {
  let running: T | undefined;
  const aborted = new AbortController();
  const stop = async (): Promise<void> => {
    // npm forwards Ctrl-C a second time: a repeated signal must not cut the drain short.
    if (aborted.signal.aborted) return;
    say('stopping (what was accepted is safe) …');
    aborted.abort();
    // While it is still starting, the start itself takes everything down again.
    if (running === undefined) return;
    await running.stop();
    say('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  const started = Date.now();
  try {
    running = await command.start(say, aborted.signal);
    if (running === undefined) return process.exit(0);
    process.stdout.write(await command.welcome(running, (Date.now() - started) / 1000));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      say('stopped');
      process.exit(0);
    }
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(1);
  }
}
