import { announce } from './platform/announce.ts';
import { helpText, readOptions } from './platform/options.ts';
import { type Stack, startStack } from './platform/stack.ts';
import { welcome } from './platform/welcome.ts';
import { SetupError } from './servers/fetch.ts';

const say = (line: string): void => void process.stdout.write(`jamaa: ${line}\n`);

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) {
    process.stdout.write(`${helpText}\n`);
    process.exit(0);
  }
  let stack: Stack | undefined;
  const aborted = new AbortController();
  const stop = async (): Promise<void> => {
    // npm forwards Ctrl-C a second time: a repeated signal must not cut the drain short.
    if (aborted.signal.aborted) return;
    say('stopping (what was accepted is safe) …');
    aborted.abort();
    // While it is still starting, the start itself takes everything down again.
    if (stack === undefined) return;
    await stack.stop();
    say('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  const started = Date.now();
  stack = await startStack(
    options,
    {
      mongodbUri: process.env['MONGODB_URI'],
      natsUrl: process.env['NATS_URL'],
      otlpEndpoint: process.env['OTEL_EXPORTER_OTLP_ENDPOINT'],
    },
    say,
    aborted.signal,
  );
  await announce(stack.settings);
  process.stdout.write(welcome(stack.settings, (Date.now() - started) / 1000));
} catch (error) {
  if (error instanceof DOMException && error.name === 'AbortError') {
    say('stopped');
    process.exit(0);
  }
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}
