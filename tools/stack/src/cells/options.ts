import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../layout.ts';
import { SetupError } from '../servers/fetch.ts';

export interface CellsOptions {
  readonly help: boolean;
  readonly fresh: boolean;
  readonly regions: readonly string[];
  /** Port of the hub's gateway; each cell's lie a hundred further on. */
  readonly port: number;
  readonly data: string;
  readonly logLevel: string;
  readonly quotaScale: string;
}

export const helpText = `npm run cells -- --regions 03,06 --hub [switches]

Starts the cells of some régions and the hub on this machine: a broker, a database, services and a gateway for each, the brokers
linked as leaf nodes, and the national gateway in front.

  --regions A,B   codes of the régions, 01 to 12
  --hub           the hub beside them; required: cells without one are what npm start runs
  --port N        port of the hub's gateway (default: PORT, else 8080); the first cell's is 100 further on, and so on
  --fresh         begin with empty data
  --data DIR      data folder (default: .jamaa/cells)
  --log LEVEL     trace, debug, info, warn, error (default: info)
  --quota-scale N multiply all request quotas
  --help          this text`;

const MOST = 12;
/** Between the ports of two stacks. */
export const APART = 100;

/** @throws SetupError in one line for a wrong switch */
export function readOptions(args: readonly string[], environment: Record<string, string | undefined>): CellsOptions {
  const refuse = (line: string): never => {
    throw new SetupError(`${line} (npm run cells -- --help lists the switches)`);
  };
  const parsed = () =>
    parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        hub: { type: 'boolean' },
        fresh: { type: 'boolean' },
        regions: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        log: { type: 'string' },
        'quota-scale': { type: 'string' },
      },
    }).values;
  let values: ReturnType<typeof parsed>;
  try {
    values = parsed();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  const help = values.help === true;
  const regions = (values.regions ?? '').split(',').filter((code) => code !== '');
  const port = Number(values.port ?? environment['PORT'] ?? 8080);
  if (!help) {
    if (regions.length === 0) refuse('--regions: name at least one région');
    const wrong = regions.find((code) => !/^(0[1-9]|1[0-2])$/.test(code));
    if (wrong !== undefined) refuse(`--regions: ${wrong} is no région; they are 01 to 12`);
    if (new Set(regions).size < regions.length) refuse('--regions: each région once');
    if (values.hub !== true) refuse('--hub is required');
    if (!Number.isInteger(port) || port < 1024 || port + MOST * APART > 65_000)
      refuse('the port must be a number from 1024 to 63800');
  }
  return {
    help,
    fresh: values.fresh === true,
    regions,
    port,
    data: values.data ?? join(root, '.jamaa/cells'),
    logLevel: values.log ?? 'info',
    quotaScale: values['quota-scale'] ?? environment['QUOTA_SCALE'] ?? '1',
  };
}
