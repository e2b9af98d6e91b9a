import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';

export const usage = `usage: npm run -s ops -- COMMAND [options]

  dlq list      [--service S] [--aggregate ID] [--all] [--limit N]   parked and waiting events; --all: settled ones too
  dlq show      --service S --event ID                               one of them with its error and its payload
  dlq requeue   --service S --aggregate ID [--source P]              applies the events of one aggregate again, in order
  dlq discard   --service S --aggregate ID [--source P] --reason R   gives them up; later events flow again
  journal       --service S --aggregate ID                           the events of one aggregate
  republish     --service S [--since CURSOR] [--no-wait]             gives the journal to the broker again
  republish     --service S --status                                 how far the last one has come

  audit verify  [--service S] [--reference R]                        walks signed roots and chains: OK, or what does not fit
  versions      [--service S]                                        which version each database is at, which releases run
  keys status   [--service S]                                        which master keys are in use
  keys rotate   [--service S] [--no-wait]                            wraps all person keys under the current master key
  erasures export  [--service S]                                     the deletion register of intake (default) or document-orders, kept apart from backups
  erasures reapply [--service S] [--file F]                          after a restore: erases again what was erased
  first-administrator --email E --name N --cell C [--language L]      the account from which all others of a new cell are made; once
  first-administrator … --replace                                    the e-mail was wrong: another, as long as nobody has signed in
  insights check                                                     counts cases again: OK, or which figures differ
  insights known --cell C --since T                                  what was applied here of a cell, for its \`backup reconcile --hub\`
  insights rebuild --cell C --since T [--dry-run]                    after the restore of a cell: its cases again from its journals

  --json                 JSON instead of tables
  --operator NAME        who does this; default $USER; goes into the record and the service's log
  --stack FILE           the running development stack; default .jamaa/stack.json
  --address HOST:PORT,…  instead of the stack: gRPC addresses of the service's replicas (a name stands for all its addresses)
  --secrets DIR          with --address: where ops.key.json is
  --tls DIR              with --address: tls.crt, tls.key, ca.crt, where services speak mutual TLS`;

export interface Options {
  readonly command: string;
  readonly service: string | undefined;
  readonly aggregate: string | undefined;
  readonly event: string | undefined;
  readonly source: string | undefined;
  readonly reason: string | undefined;
  readonly since: string | undefined;
  readonly reference: string | undefined;
  readonly file: string | undefined;
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly cell: string | undefined;
  readonly language: string | undefined;
  readonly limit: number;
  readonly all: boolean;
  readonly replace: boolean;
  readonly json: boolean;
  readonly wait: boolean;
  readonly status: boolean;
  readonly dryRun: boolean;
  readonly help: boolean;
  readonly operator: string | undefined;
  readonly stack: string | undefined;
  readonly address: string | undefined;
  readonly secrets: string | undefined;
  readonly tls: string | undefined;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** @throws Failure with exit code 2 for an option that is unknown or has no value */
export function readOptions(args: readonly string[], user: string | undefined): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        service: text,
        aggregate: text,
        event: text,
        source: text,
        reason: text,
        since: text,
        reference: text,
        file: text,
        email: text,
        name: text,
        cell: text,
        language: text,
        limit: text,
        all: flag,
        replace: flag,
        json: flag,
        'no-wait': flag,
        status: flag,
        'dry-run': flag,
        help: flag,
        operator: text,
        stack: text,
        address: text,
        secrets: text,
        tls: text,
      },
    });
    const limit = Number(values.limit ?? '100');
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new Error('--limit is a number from 1 to 1000');
    const {
      all = false,
      replace = false,
      json = false,
      status = false,
      help = false,
      'no-wait': noWait = false,
      ...given
    } = values;
    return {
      command: positionals.join(' '),
      service: given.service,
      aggregate: given.aggregate,
      event: given.event,
      source: given.source,
      reason: given.reason,
      since: given.since,
      reference: given.reference,
      file: given.file,
      email: given.email,
      name: given.name,
      cell: given.cell,
      language: given.language,
      stack: given.stack,
      address: given.address,
      secrets: given.secrets,
      tls: given.tls,
      operator: given.operator ?? user,
      limit,
      all,
      replace,
      json,
      status,
      dryRun: values['dry-run'] === true,
      help,
      wait: !noWait,
    };
  } catch (error) {
    throw new Failure(2, `${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

type Needed = 'service' | 'aggregate' | 'event' | 'reason' | 'operator' | 'email' | 'name' | 'cell';

/** @throws Failure with exit code 2 naming the option that is missing or empty */
export function required(options: Options, name: Needed): string {
  const value = options[name];
  if (value === undefined || value.trim() === '') throw new Failure(2, `${options.command} needs --${name}`);
  return value.trim();
}
