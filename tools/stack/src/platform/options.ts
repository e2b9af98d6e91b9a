import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, type ServiceName, serviceNames } from '../layout.ts';
import { SetupError } from '../servers/fetch.ts';

export interface StackOptions {
  readonly help: boolean;
  readonly fresh: boolean;
  readonly port: number;
  readonly data: string;
  readonly only: readonly ServiceName[];
  readonly logLevel: string;
  readonly quotaScale: string;
}

export const helpText = `npm start -- [switches]

  --port N        port of the gateway (default: PORT, else 8080); the others are derived from it
  --fresh         begin with empty data: deletes the stack's data folder first
  --data DIR      data folder (default: .jamaa/stack)
  --only A,B      run only these services: ${serviceNames.join(', ')}
  --log LEVEL     trace, debug, info, warn, error (default: info); logs are in <data>/logs
  --quota-scale N multiply all request quotas, for load tests from one address
  --help          this text

MONGODB_URI and NATS_URL, when set, are used instead of the embedded servers.
OTEL_EXPORTER_OTLP_ENDPOINT, when set, receives traces of all processes.`;

/** Reads switches and PORT. @throws SetupError in one line for a wrong one. */
export function readOptions(args: readonly string[], environment: Record<string, string | undefined>): StackOptions {
  let values: Record<string, string | boolean | undefined>;
  try {
    values = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        fresh: { type: 'boolean' },
        port: { type: 'string' },
        data: { type: 'string' },
        only: { type: 'string' },
        log: { type: 'string' },
        'quota-scale': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new SetupError(
      `${error instanceof Error ? error.message : String(error)} (npm start -- --help lists the switches)`,
    );
  }
  const port = Number(values['port'] ?? environment['PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 1024 || port > 65_000)
    throw new SetupError('the port must be a number from 1024 to 65000');
  const only = typeof values['only'] === 'string' ? values['only'].split(',') : [...serviceNames];
  const unknown = only.find((name) => !(serviceNames as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new SetupError(`--only: there is no service ${unknown}; there are ${serviceNames.join(', ')}`);
  return {
    help: values['help'] === true,
    fresh: values['fresh'] === true,
    port,
    data: String(values['data'] ?? join(root, '.jamaa/stack')),
    only: only as ServiceName[],
    logLevel: String(values['log'] ?? 'info'),
    quotaScale: String(values['quota-scale'] ?? environment['QUOTA_SCALE'] ?? '1'),
  };
}
