import { portsFrom } from '../layout.ts';
import { SetupError } from '../servers/fetch.ts';
import { helpText, readOptions } from './options.ts';
import { type Cells, startCells } from './start.ts';
import { welcome } from './welcome.ts';

const say = (line: string): void => void process.stdout.write(`jamaa: ${line}\n`);

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) {
    process.stdout.write(`${helpText}\n`);
    process.exit(0);
  }
  let cells: Cells | undefined;
  const aborted = new AbortController();
  const stop = async (): Promise<void> => {
    // npm forwards Ctrl-C a second time: a repeated signal must not cut the drain short.
    if (aborted.signal.aborted) return;
    say('stopping (what was accepted is safe) …');
    aborted.abort();
    if (cells === undefined) return;
    await cells.stop();
    say('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  const started = Date.now();
  const otlpEndpoint = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  cells = await startCells(options, { otlpEndpoint }, say, aborted.signal);
  process.stdout.write(welcome(cells, portsFrom(options.port), (Date.now() - started) / 1000));
} catch (error) {
  if (error instanceof DOMException && error.name === 'AbortError') {
    say('stopped');
    process.exit(0);
  }
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}
