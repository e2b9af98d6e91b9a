import { portsFrom } from '../layout.ts';
import { runCommand } from '../platform/command.ts';
import { helpText, readOptions } from './options.ts';
import { type Cells, startCells } from './start.ts';
import { welcome } from './welcome.ts';

await runCommand<Cells & { readonly port: number }>({
  async start(say, signal) {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options.help) {
      process.stdout.write(`${helpText}\n`);
      return undefined;
    }
    const otlpEndpoint = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    const cells = await startCells(options, { otlpEndpoint }, say, signal);
    return { ...cells, port: options.port };
  },
  welcome: (cells, seconds) => welcome(cells, portsFrom(cells.port), seconds),
});
