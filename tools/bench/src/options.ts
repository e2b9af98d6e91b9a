import { parseArgs } from 'node:util';

export const flows = [
  'complaint',
  'post',
  'list',
  'search',
  'read',
  'burst',
  'escalation',
  'upload',
  'register-import',
  'registration',
  'act-search',
  'documents',
  'locate',
  'memory',
] as const;
export type Flow = (typeof flows)[number];

/** Flows of civil status, and how many clients they have unless told otherwise. */
const civilClients: Readonly<Partial<Record<Flow, number>>> = { registration: 25, 'act-search': 1, documents: 4 };

export interface BenchOptions {
  readonly help: boolean;
  readonly flow: Flow;
  /** Complaints stored before the run begins. */
  readonly rows: number;
  /** Acts stored before the run begins; then no complaints are. */
  readonly acts: number;
  /** Registrations all in one register. */
  readonly oneRegister: boolean;
  /** Arrivals a second, open loop; absent when `clients` is given. */
  readonly rate: number;
  readonly clients: number | undefined;
  readonly seconds: number;
  /** Steps of clocks that fall due, a second (escalation). */
  readonly due: number;
  /** One act in so many cannot be entered (register-import); 0: all can. */
  readonly bad: number;
  readonly port: number;
  /** Where the JSON goes beside the table; `undefined` for standard output. */
  readonly json: string | undefined;
  readonly keep: boolean;
  /** Folder for a processor profile of every process. */
  readonly profile: string | undefined;
}

export const helpText = `npm run bench -- --flow FLOW [switches]

  --flow complaint   POST, routed, take, propose-answer, approve; --rate a second (default 40)
  --flow post        POST alone: --rate a second (open loop), or --clients N as fast as it goes
  --flow list        staff list of 50, --clients N (default 1)
  --flow search      reference, phone, name, rare and common words, address; --clients N (default 1)
  --flow read        public reads that may be cached, --clients N connections (default 32)
  --flow burst       complaint flows, 1 a second, then --rate (default 35), then 1 again
  --flow upload      10 MB uploads by --clients N (default 2) beside complaint flows at --rate
  --flow escalation  --due steps a second (default 20) on --rows open clocks while --rate complaints flow (default 5);
                     two sla replicas, one killed in the middle
  --flow register-import
                     a file of --rows acts (default 20000) through the gateway into an empty registry: how fast it is worked off;
                     with --bad N one act in N cannot be entered
  --flow registration
                     births and deaths, pre-declared and completed or declared, reviewed, signed, by --clients N (default 25) at ten
                     bureaux; with --one-register all are births of one
  --flow act-search  acts by number, identifiers, names in three scripts with slips of the pen; --clients N (default 1)
  --flow documents   extracts and full copies, drawn, sealed and time-stamped, by --clients N (default 4)
  --flow locate      point → commune, in process, without a stack
  --flow memory      resident memory of every process of an idle stack (also: --memory)

  --rows N           complaints stored before (default 0); kept in .jamaa/bench and copied for each run
  --acts N           acts of civil status stored before, for the three flows above (default 20000); kept and copied likewise
  --for T            how long: 30s, 2m (default 30s)
  --port N           the stack's gateway port (default 18480; forty ports from there on)
  --json FILE        write the result there instead of standard output
  --profile DIR      write a processor profile (.cpuprofile) of every process into DIR
  --keep             leave the run's data folder when it is over
  --help             this text

A table goes to standard error, the result as JSON to standard output.`;

/** A switch is wrong; the message is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the switches. @throws UsageError naming the wrong one */
export function readOptions(args: readonly string[]): BenchOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const known = {
    flow: text,
    rows: text,
    acts: text,
    rate: text,
    clients: text,
    for: text,
    port: text,
    due: text,
    bad: text,
    json: text,
    profile: text,
  };
  let values: Record<string, string | boolean | undefined>;
  try {
    const options = { ...known, memory: flag, keep: flag, help: flag, 'one-register': flag };
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const number = (name: keyof typeof known, fallback: number, least: number, most: number): number => {
    const given = values[name];
    const value = given === undefined ? fallback : Number(given);
    if (!(value >= least && value <= most)) throw new UsageError(`--${name}: a number from ${least} to ${most}`);
    return value;
  };
  const help = values['help'] === true;
  const wanted = values['memory'] === true ? 'memory' : values['flow'];
  const flow = flows.find((one) => one === wanted);
  if (flow === undefined && !help) throw new UsageError(`--flow: one of ${flows.join(', ')}`);
  const chosen = flow ?? 'memory';
  // Lines of a file, not complaints that are stored before.
  const rows = chosen === 'register-import' ? 20_000 : 0;
  const clients = civilClients[chosen];
  if (clients === undefined && values['acts'] !== undefined) throw new UsageError(`--acts: not of --flow ${chosen}`);
  if (clients !== undefined && values['rows'] !== undefined) throw new UsageError(`--rows: not of --flow ${chosen}`);
  return {
    help,
    flow: chosen,
    rows: Math.floor(number('rows', rows, 0, 20_000_000)),
    acts: clients === undefined ? 0 : Math.floor(number('acts', 20_000, 1_000, 20_000_000)),
    oneRegister: values['one-register'] === true,
    rate: number('rate', chosen === 'burst' ? 35 : chosen === 'escalation' ? 5 : 40, 0.1, 5_000),
    clients: values['clients'] === undefined ? clients : Math.floor(number('clients', 1, 1, 1_000)),
    seconds: durationOf(String(values['for'] ?? '30s')),
    due: number('due', 20, 0.1, 2_000),
    bad: Math.floor(number('bad', 0, 0, 1_000_000)),
    port: Math.floor(number('port', 18_480, 1024, 65_000)),
    json: typeof values['json'] === 'string' ? values['json'] : undefined,
    keep: values['keep'] === true,
    profile: typeof values['profile'] === 'string' ? values['profile'] : undefined,
  };
}

/** `30s`, `2m`, `90`: seconds. */
function durationOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(s|m)?$/.exec(text);
  const seconds = Number(match?.[1]) * (match?.[2] === 'm' ? 60 : 1);
  if (!(seconds >= 1 && seconds <= 7_200)) throw new UsageError('--for: from 1s to 120m');
  return seconds;
}
