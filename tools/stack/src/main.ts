import { announce } from './platform/announce.ts';
import { runCommand } from './platform/command.ts';
import { helpText, readOptions } from './platform/options.ts';
import { type Stack, startStack } from './platform/stack.ts';
import { welcome } from './platform/welcome.ts';

await runCommand<Stack>({
  async start(say, signal) {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options.help) {
      process.stdout.write(`${helpText}\n`);
      return undefined;
    }
    const given = {
      mongodbUri: process.env['MONGODB_URI'],
      natsUrl: process.env['NATS_URL'],
      otlpEndpoint: process.env['OTEL_EXPORTER_OTLP_ENDPOINT'],
    };
    return startStack(options, given, say, signal);
  },
  async welcome({ settings }, seconds) {
    await announce(settings);
    return welcome(settings, seconds);
  },
});
