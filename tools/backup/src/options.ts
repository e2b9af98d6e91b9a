import { parseArgs } from 'node:util';

export const usage = `usage: npm run -s backup -- COMMAND [options]

  base       --dir D [--keep N]            copies every database of the cell, while it works; then prunes
  follow     --dir D [--every SECONDS]     archives changes until it is stopped; goes on where it was
  list       --dir D                       bases, and how far the tail reaches
  check      --dir D [--until T]           reads what a restore would read, and compares digests
  restore    --from D [--until T] [--only S,…] [--as PREFIX]   into an empty server; then reconcile
  raise      --point T [--only S,…]        begins an epoch, after a restore by something else; then reconcile
  verify     [--only S,…] [--as PREFIX]    journals without a gap, audit chains unbroken
  rehearse   --from D [--within SECONDS]   check, restore beside the real databases, verify, drop: the restore drill
  reconcile  --lists D [--without-broker] [--hub FILE | --without-hub]
                                           compares with broker and hub, lists what is beyond the restore point, lets services start
  prune      --dir D --keep N              removes all bases but the last N, and the tail before them

  --operator NAME    who does this; default $USER
  --stack FILE       the development stack; default .jamaa/stack.json, where MONGODB_URI is not set
  --json             JSON on stdout

MONGODB_URI (a user that may read all databases; to restore: root), NATS_URL, NATS_USER, NATS_PASSWORD, TLS_DIR, CELL, BACKUP_DIR.
Exit codes: 0 done · 1 refused, damaged or not whole · 2 the command is wrong · 3 out of reach · 4 reconciled, and there is work in the lists.`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Options {
  readonly command: string;
  readonly dir: string | undefined;
  readonly everySeconds: number;
  readonly until: Date | undefined;
  readonly point: Date | undefined;
  readonly only: readonly string[] | undefined;
  readonly as: string;
  readonly lists: string | undefined;
  readonly withoutBroker: boolean;
  /** What the hub has applied of this cell: a file of `ops insights known`. */
  readonly hub: string | undefined;
  readonly withoutHub: boolean;
  readonly keep: number | undefined;
  /** How old the archive's end may be. */
  readonly withinSeconds: number | undefined;
  readonly operator: string;
  readonly stack: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** @throws UsageError naming what is wrong */
export function readOptions(
  args: readonly string[],
  environment: { USER?: string | undefined; BACKUP_DIR?: string | undefined },
): Options {
  const options = {
    dir: text,
    from: text,
    every: text,
    until: text,
    point: text,
    only: text,
    as: text,
    lists: text,
    hub: text,
    keep: text,
    within: text,
    operator: text,
    stack: text,
  };
  const flags = { 'without-broker': flag, 'without-hub': flag, json: flag, help: flag };
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: { ...options, ...flags } }),
  );
  return {
    command: positionals.join(' '),
    dir: values.dir ?? values.from ?? environment.BACKUP_DIR,
    everySeconds: number('every', values.every ?? '5', 1, 60),
    until: values.until === undefined ? undefined : instant('until', values.until),
    point: values.point === undefined ? undefined : instant('point', values.point),
    only: values.only?.split(','),
    as: values.as ?? '',
    lists: values.lists,
    withoutBroker: values['without-broker'] === true,
    hub: values.hub,
    withoutHub: values['without-hub'] === true,
    keep: values.keep === undefined ? undefined : number('keep', values.keep, 1, 1_000),
    withinSeconds: values.within === undefined ? undefined : number('within', values.within, 1, 1_000_000),
    operator: (values.operator ?? environment.USER ?? '').trim(),
    stack: values.stack,
    json: values.json === true,
    help: values.help === true,
  };
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function number(name: string, value: string, least: number, most: number): number {
  const read = Number(value);
  if (!Number.isInteger(read) || read < least || read > most)
    throw new UsageError(`--${name} is a number from ${least} to ${most}`);
  return read;
}

function instant(name: string, value: string): Date {
  const read = new Date(value);
  if (Number.isNaN(read.getTime())) throw new UsageError(`--${name} is an instant like 2026-03-01T10:00:00Z`);
  return read;
}

/** @throws UsageError when it is missing */
export function needed(options: Options, name: 'dir' | 'lists' | 'operator'): string {
  const value = options[name];
  if (value === undefined || value === '') throw new UsageError(`${options.command} needs --${name}`);
  return value;
}
