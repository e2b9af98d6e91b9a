import type { Connection, mongo } from 'mongoose';
import { isRequired, type Schema, type SchemaStep, type StepKind } from './steps.ts';

/** One step that this database has taken, or is taking. */
export interface VersionRow {
  _id: number;
  name: string;
  kind: StepKind;
  /** `running`: a backfill that is not through, or something that is being taken away. */
  state: 'running' | 'applied';
  digest: string;
  /** When it was last begun, or done. System time. */
  at: Date;
  by: string;
  release: string;
  /** How far a backfill has come; empty at its beginning. */
  cursor?: string;
  /** Grows when a backfill begins anew because an older release was started again. */
  opened?: number;
}

export const versionRows = (connection: Connection): mongo.Collection<VersionRow> =>
  connection.collection<VersionRow>('schema_versions') as unknown as mongo.Collection<VersionRow>;

/** All steps of this database by number; empty when no release with a version table has migrated it. */
export async function readVersions(connection: Connection): Promise<ReadonlyMap<number, VersionRow>> {
  const rows = await versionRows(connection).find({}).toArray();
  return new Map(rows.sort((a, b) => a._id - b._id).map((row) => [row._id, row]));
}

/** The version a database is at: the last of its steps that are applied without a gap, or what was taken away after it. */
export function versionOf(rows: ReadonlyMap<number, VersionRow>): number {
  let at = 0;
  while (rows.get(at + 1)?.state === 'applied') at += 1;
  return Math.max(at, ...[...rows.values()].filter((row) => row.kind === 'contract').map((row) => row._id));
}

export const isApplied = (rows: ReadonlyMap<number, VersionRow>, step: SchemaStep): boolean =>
  rows.get(step.id)?.state === 'applied';

/** @throws Error in one line when something that a release relies on has been taken away from its database */
export function refuseBeyond(rows: ReadonlyMap<number, VersionRow>, schema: Schema): void {
  const beyond = [...rows.values()].find((row) => row.kind === 'contract' && row._id > schema.max);
  if (beyond === undefined) return;
  const taken = `step ${beyond._id} (${beyond.name}) of release ${beyond.release} took away what it needs`;
  throw new Error(`${standing(rows, schema)}: ${taken}`);
}

/** @throws Error in one line when a step that a release relies on has not been applied */
export function refuseBehind(rows: ReadonlyMap<number, VersionRow>, schema: Schema): void {
  const missing = schema.steps.filter((step) => isRequired(step) && !isApplied(rows, step));
  if (missing.length === 0) return;
  const names = missing.map((step) => `${step.id} (${step.name}, ${step.kind})`).join(', ');
  throw new Error(`${standing(rows, schema)}: run the migration; missing: ${names}`);
}

const standing = (rows: ReadonlyMap<number, VersionRow>, { min, max }: Schema): string =>
  `database is at ${versionOf(rows)}, this release understands ${min}–${max}`;
