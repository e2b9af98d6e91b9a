import type { AuditRow } from '@jamaa/kit';
import { firstBroken, HUB, raiseEpoch } from '@jamaa/kit';
import type { mongo } from 'mongoose';
import { basesOf, headOf, momentToDate, nextEpoch } from './archive/layout.ts';
import { prune } from './archive/prune.ts';
import { type Cell, openCell, openOne } from './database.ts';
import { follow } from './follow.ts';
import { needed, type Options, UsageError } from './options.ts';
import { needsPeople } from './reconcile/beyond.ts';
import { readHub } from './reconcile/hub.ts';
import { reconcile } from './reconcile/reconcile.ts';
import { ArchiveError, damagedFiles, planRestore } from './restore/plan.ts';
import { restore } from './restore/restore.ts';
import { takeBase } from './take-base.ts';
import { databasesOf, servicesAndDatabases, type Target } from './target.ts';
import { verify } from './verify.ts';

export interface Work {
  readonly options: Options;
  readonly target: () => Target;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** To standard output, as JSON or as lines. */
  print(value: object, lines: readonly string[]): void;
  /** Ends with another code than 0 though nothing failed. */
  exit(code: number): void;
  /** To standard error: progress. */
  tell(line: string): void;
}

/** Reconciled, and the lists name what people have to do. */
const WORK_IS_LEFT = 4;

type Command = (work: Work) => Promise<void>;

async function withCell<T>(work: Work, databases: readonly string[], act: (cell: Cell) => Promise<T>): Promise<T> {
  const cell = await openCell(work.target().mongodbUri, databases);
  try {
    return await act(cell);
  } finally {
    await cell.close();
  }
}

const base: Command = (work) =>
  withCell(work, databasesOf(undefined), async (cell) => {
    const { tell, now } = work;
    const name = await takeBase(cell, { folder: needed(work.options, 'dir'), cell: work.target().cell, now, tell });
    const gone =
      work.options.keep === undefined ? { bases: 0 } : await prune(needed(work.options, 'dir'), work.options.keep);
    work.print({ base: name, removed: gone.bases }, [`base ${name}; ${gone.bases} older ones removed`]);
  });

const followTail: Command = (work) =>
  withCell(work, databasesOf(undefined), (cell) => {
    const { tell, now, signal, options } = work;
    return follow(cell, { folder: needed(options, 'dir'), everyMs: options.everySeconds * 1_000, now, tell, signal });
  });

const list: Command = async (work) => {
  const folder = needed(work.options, 'dir');
  const bases = await basesOf(folder);
  const head = await headOf(folder);
  const rows = bases.map(({ name, manifest }) => ({
    name,
    from: manifest.startedAt,
    until: momentToDate(manifest.until).toISOString(),
    documents: manifest.collections.reduce((sum, one) => sum + one.documents, 0),
  }));
  const tail =
    head === undefined ? undefined : { from: momentToDate(head.from), until: momentToDate(head.until), at: head.at };
  const lines = rows.map((row) => `${row.name}  ${row.documents} documents, up to ${row.until}`);
  const reach = tail === undefined ? 'no tail' : `tail from ${tail.from.toISOString()} to ${tail.until.toISOString()}`;
  work.print({ bases: rows, tail, nextEpoch: await nextEpoch(folder) }, [...lines, reach]);
};

const check: Command = async ({ options, print }) => {
  const folder = needed(options, 'dir');
  const plan = await planRestore(folder, options.until);
  const damaged = await damagedFiles(folder, plan);
  if (damaged.length > 0) throw new ArchiveError(`damaged or missing:\n  ${damaged.join('\n  ')}`);
  const files = plan.manifest.collections.length + plan.segments.length + 1;
  const { name, point, note } = plan;
  print({ base: name, point, files, note }, [`${files} files as they were written; up to ${point.toISOString()}`]);
  if (note !== undefined) throw new ArchiveError(note);
};

const restoreInto: Command = async (work) => {
  const { options, now, tell, print } = work;
  const [folder, operator] = [needed(options, 'dir'), needed(options, 'operator')];
  const begun = performance.now();
  const done = await withCell(work, [], (cell) =>
    restore(cell.client, work.target().mongodbUri, {
      folder,
      operator,
      until: options.until,
      ...(options.only === undefined ? {} : { only: databasesOf(options.only) }),
      renamed: (database) => `${options.as}${database}`,
      now,
      tell,
    }),
  );
  const seconds = Math.round(performance.now() - begun) / 1_000;
  print({ ...done, seconds }, [
    `restored up to ${done.point.toISOString()} in ${seconds} s: ${done.documents} documents, ${done.changes} changes; epoch ${done.epoch}`,
    'next: reconcile, then the migration step, then the services',
  ]);
};

/** What a restore by this tool does at its end, for databases that something else has restored. */
const raise: Command = async (work) => {
  const { options, now, print } = work;
  const [point, operator] = [options.point, needed(options, 'operator')];
  if (point === undefined) throw new UsageError('raise needs --point, the last moment that was restored');
  const raised = await withCell(work, databasesOf(options.only), async ({ databases }) => {
    for (const database of databases) {
      const connection = await openOne(work.target().mongodbUri, database);
      await raiseEpoch(connection, { at: now(), point }).finally(() => connection.close());
    }
    return databases;
  });
  print({ raised, point, operator }, [`another epoch in ${raised.length} databases; next: reconcile`]);
};

const broken = (rows: readonly mongo.Document[]): number | undefined => {
  const audit = rows as unknown as AuditRow[];
  const last = audit.at(-1);
  return last === undefined ? undefined : firstBroken(audit, { number: last.number, hash: last.hash });
};

const verifyRestored: Command = async (work) => {
  const wanted = databasesOf(work.options.only).map((name) => `${work.options.as}${name}`);
  const found = await withCell(work, wanted, (cell) => verify(cell.client, cell.databases, broken));
  if (found.databases === 0) throw new ArchiveError('none of the databases is there');
  const { databases, documents, events, auditEntries, findings } = found;
  const lines = findings.map(({ database, what }) => `${database}: ${what}`);
  work.print(found, [
    ...lines,
    `${findings.length === 0 ? 'OK' : 'BROKEN'}: ${databases} databases, ${documents} documents, ${events} events, ${auditEntries} audit entries`,
  ]);
  if (findings.length > 0) throw new ArchiveError('what was restored is not whole');
};

/** Scratch databases stand beside the real ones, on a server of their own or on the cell's. */
const SCRATCH = 'rehearsal_';

/** The restore drill: everything of a restore but its consequences. Scratch databases are gone afterwards. */
const rehearse: Command = async (work) => {
  const begunAt = work.now();
  const scratch: Work = { ...work, options: { ...work.options, as: SCRATCH, operator: 'rehearsal' } };
  const folder = needed(work.options, 'dir');
  const plan = await planRestore(folder, work.options.until);
  const archivedAt = new Date((await headOf(folder))?.at ?? plan.manifest.endedAt);
  const drop = (): Promise<void> =>
    withCell(work, [], async ({ client }) => {
      for (const name of plan.manifest.databases) await client.db(`${SCRATCH}${name}`).dropDatabase();
    });
  await drop();
  try {
    const begun = performance.now();
    const done = await withCell(work, [], ({ client }) =>
      restore(client, work.target().mongodbUri, {
        folder,
        until: work.options.until,
        operator: 'rehearsal',
        renamed: (database) => `${SCRATCH}${database}`,
        rehearsal: true,
        now: work.now,
        tell: work.tell,
      }),
    );
    await verifyRestored(scratch);
    const { point, documents, changes } = done;
    const ageSeconds = Math.round((begunAt.getTime() - archivedAt.getTime()) / 1_000);
    const seconds = Math.round((performance.now() - begun) / 1_000);
    const line = `rehearsed in ${seconds} s: ${documents} documents, ${changes} changes, up to ${point.toISOString()}, archived ${ageSeconds} s before`;
    work.print({ point, documents, changes, seconds, ageSeconds }, [line]);
    if (plan.note !== undefined) throw new ArchiveError(plan.note);
    const { withinSeconds = Number.POSITIVE_INFINITY } = work.options;
    if (ageSeconds > withinSeconds)
      throw new ArchiveError(`nothing was archived for ${ageSeconds} s: the follower does not run`);
  } finally {
    await drop();
  }
};

const reconcileCell: Command = async (work) => {
  const { options, now, tell, print } = work;
  const [folder, operator] = [needed(options, 'lists'), needed(options, 'operator')];
  const target = work.target();
  const hub = options.hub === undefined ? undefined : await readHub(options.hub, target.cell);
  if (hub === undefined && !options.withoutHub && target.cell !== HUB)
    throw new UsageError(
      `the hub is compared too: --hub with a file of \`ops insights known --cell ${target.cell}\` made there, or --without-hub`,
    );
  const there = await withCell(work, databasesOf(undefined), async (cell) => new Set(cell.databases));
  const services = await Promise.all(
    servicesAndDatabases()
      .filter(({ database }) => there.has(database))
      .map(async ({ name, database }) => ({ name, connection: await openOne(target.mongodbUri, database) })),
  );
  const bus = options.withoutBroker ? undefined : await target.bus();
  try {
    const done = await reconcile(bus?.live, services, { folder, operator, hub, now, tell });
    if (done.services.length === 0)
      throw new UsageError('no database here was restored, or all are reconciled already');
    const gone = done.aggregates.filter(({ restored }) => !restored);
    print(done, [
      `${done.events} events beyond the restore point, of ${done.aggregates.length} aggregates; ${gone.length} of them did not exist at it`,
      ...gone.map(({ service, kind, reference, id, from }) => `  ${service} ${kind} ${reference || id} ${from}`),
      ...(done.withoutStream.length === 0 ? [] : [`not compared, no stream: ${done.withoutStream.join(', ')}`]),
      'next: the migration step (it makes the streams anew), then the services',
    ]);
    if (done.aggregates.some(needsPeople)) work.exit(WORK_IS_LEFT);
  } finally {
    await bus?.close();
    await Promise.all(services.map(({ connection }) => connection.close()));
  }
};

const pruneArchive: Command = async ({ options, print }) => {
  if (options.keep === undefined) throw new UsageError('prune needs --keep');
  const done = await prune(needed(options, 'dir'), options.keep);
  print(done, [`${done.bases} bases and ${done.segments} segments removed`]);
};

export const commands: Readonly<Record<string, Command>> = {
  base,
  follow: followTail,
  list,
  check,
  restore: restoreInto,
  raise,
  verify: verifyRestored,
  rehearse,
  reconcile: reconcileCell,
  prune: pruneArchive,
};
