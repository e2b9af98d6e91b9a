import { VERSIONS_PER_EPOCH } from '@jamaa/kit';
import type { mongo } from 'mongoose';

export interface Finding {
  readonly database: string;
  readonly what: string;
}

export interface Verified {
  readonly databases: number;
  readonly documents: number;
  readonly events: number;
  readonly auditEntries: number;
  readonly findings: readonly Finding[];
}

const MAX_FINDINGS = 50;

/**
 * Looks through databases that were restored: every aggregate's journal is whole, every audit chain is unbroken. What is signed is
 * verified by the services themselves (`ops audit verify`) once they run.
 */
export async function verify(
  client: mongo.MongoClient,
  databases: readonly string[],
  chainBroken: (rows: readonly mongo.Document[]) => number | undefined,
): Promise<Verified> {
  const found: Finding[] = [];
  const total = { documents: 0, events: 0, auditEntries: 0 };
  for (const name of databases) {
    const database = client.db(name);
    const add = (what: string): void => void (found.length < MAX_FINDINGS && found.push({ database: name, what }));
    for (const { name: collection } of await database.listCollections({}, { nameOnly: true }).toArray())
      total.documents += await database.collection(collection).countDocuments({});
    total.events += await eachAggregate(database, 'events', 'version', ({ id, rows }) => {
      const gap = gapIn(rows.map((row) => Number(row['version'])));
      if (gap !== undefined) add(`the journal of ${id} lacks what comes before version ${gap}`);
    });
    total.auditEntries += await eachAggregate(database, 'audit', 'number', ({ id, rows }) => {
      const broken = chainBroken(rows);
      if (broken !== undefined) add(`the audit chain of ${id} is broken at entry ${broken}`);
    });
  }
  return { databases: databases.length, ...total, findings: found };
}

/** Where a version is missing: each follows the one before it, but for the first of an epoch. */
export function gapIn(versions: readonly number[]): number | undefined {
  let before = 0;
  for (const version of versions) {
    if (version !== before + 1 && version % VERSIONS_PER_EPOCH !== 1) return version;
    before = version;
  }
  return undefined;
}

/** Rows of one aggregate after the other, each aggregate's in order. Returns how many rows there are. */
async function eachAggregate(
  database: mongo.Db,
  collection: string,
  order: string,
  look: (aggregate: { readonly id: string; readonly rows: readonly mongo.Document[] }) => void,
): Promise<number> {
  let rows: mongo.Document[] = [];
  let count = 0;
  const end = (): void => {
    const [first] = rows;
    if (first !== undefined) look({ id: String(first['aggregateId']), rows });
    rows = [];
  };
  // By the unique index (aggregateId, order).
  const all = database.collection(collection).find({}, { sort: { aggregateId: 1, [order]: 1 }, allowDiskUse: true });
  for await (const row of all) {
    if (rows[0]?.['aggregateId'] !== row['aggregateId']) end();
    rows.push(row);
    count += 1;
  }
  end();
  return count;
}
