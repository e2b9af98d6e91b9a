import type { Logger } from '@jamaa/observability';
import type { Connection } from 'mongoose';
import { failpoint } from '../runtime/failpoints.ts';
import { ensureIndexes, type IndexPlan, kitIndexes } from './indexes.ts';
import { digestOf, digestOfIndexes, isRequired, type Schema, type SchemaStep } from './steps.ts';
import { isApplied, readVersions, refuseBeyond, type VersionRow, versionRows } from './versions.ts';

export interface Migrating {
  readonly connection: Connection;
  readonly schema: Schema;
  readonly indexes: readonly IndexPlan[];
  readonly by: string;
  readonly release: string;
  readonly logger: Logger;
  /** System time. */
  now(): number;
}

/**
 * Brings a database to where this release can run on it, taking nothing away: collections, indexes, steps that expand. In a database
 * without rows there is nothing to fill, so backfills count as done.
 * @throws Error when the database is beyond this release, when a step's number was somebody else's, or when a backfill that this
 * release relies on is not done
 */
export async function expand(m: Migrating): Promise<void> {
  const isNew = !(await m.connection.listCollections()).some((one) => one.name === 'events');
  const rows = await readVersions(m.connection);
  refuseBeyond(rows, m.schema);
  refuseOthersNumbers(rows, m.schema);
  const undone = m.schema.steps.find((step) => step.kind === 'backfill' && isRequired(step) && !isApplied(rows, step));
  if (undone !== undefined && !isNew) {
    throw new Error(
      `step ${undone.id} (${undone.name}, backfill of ${undone.since}) is not done: a release before this one has to finish it`,
    );
  }
  await ensureIndexes(m.connection, [...kitIndexes, ...m.indexes]);
  for (const step of m.schema.steps) {
    if (step.kind === 'contract') continue;
    const digest = step.id === 1 ? digestOfIndexes(m.indexes) : digestOf(step);
    if (isApplied(rows, step) && rows.get(step.id)?.digest === digest) continue;
    if (step.kind === 'backfill' && !isNew) continue;
    if (step.kind === 'expand') await step.apply(m.connection);
    failpoint('migration.before-recorded');
    await record(m, step, digest, 'applied');
    m.logger.info({ step: step.id, name: step.name, release: m.release }, 'schema expanded');
  }
}

function refuseOthersNumbers(rows: ReadonlyMap<number, VersionRow>, schema: Schema): void {
  for (const step of schema.steps.slice(1)) {
    const row = rows.get(step.id);
    if (row === undefined || row.digest === digestOf(step)) continue;
    throw new Error(
      `step ${step.id} was applied by ${row.release} as ${row.name} (${row.kind}); here it is ${step.name} (${step.kind}): numbers are never used again`,
    );
  }
}

/** Writes how far a step is. */
export async function record(
  m: Pick<Migrating, 'connection' | 'by' | 'release' | 'now'>,
  step: SchemaStep,
  digest: string,
  state: VersionRow['state'],
): Promise<void> {
  const { name, kind } = step;
  const row = { name, kind, state, digest, at: new Date(m.now()), by: m.by, release: m.release };
  await versionRows(m.connection).updateOne({ _id: step.id }, { $set: row }, { upsert: true });
}
