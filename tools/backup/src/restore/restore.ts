import { join } from 'node:path';
import { raiseEpoch } from '@jamaa/kit';
import type { mongo } from 'mongoose';
import { decode, readDocuments } from '../archive/bson-file.ts';
import { baseFolder, nextEpoch, noteRestore, segmentFile } from '../archive/layout.ts';
import { openOne } from '../database.ts';
import { applyInOrder, operationsOf } from './apply.ts';
import { Collections } from './collections.ts';
import { loadCollection } from './load.ts';
import { ArchiveError, damagedFiles, type Plan, planRestore } from './plan.ts';

export interface RestoreSettings {
  readonly folder: string;
  readonly until?: Date | undefined;
  /** Databases to restore; all of the base when not given. */
  readonly only?: readonly string[] | undefined;
  /** Database of the base → database to write, for a rehearsal beside the real ones. */
  readonly renamed?: (database: string) => string;
  /** It is dropped again: no epoch is given for it, and nobody is to be told. */
  readonly rehearsal?: boolean;
  readonly operator: string;
  readonly now: () => Date;
  readonly tell: (line: string) => void;
}

export interface Restored {
  readonly base: string;
  readonly point: Date;
  readonly documents: number;
  readonly changes: number;
  readonly epoch: number;
  readonly databases: readonly string[];
}

/**
 * Restores an archive into an empty database server, raises the epoch, and leaves it to be reconciled.
 * @throws ArchiveError when the target is not empty, or the archive is damaged or cannot serve; nothing was written then
 */
export async function restore(client: mongo.MongoClient, uri: string, s: RestoreSettings): Promise<Restored> {
  const plan = await planRestore(s.folder, s.until);
  const databases = chosen(plan, s.only);
  const target = s.renamed ?? ((name: string) => name);
  await refuseUnlessEmpty(client, databases.map(target));
  s.tell(
    `base ${plan.name}, ${plan.segments.length} segments, up to ${plan.point.toISOString()}${plan.note === undefined ? '' : `; ${plan.note}`}`,
  );
  const damaged = await damagedFiles(s.folder, plan);
  if (damaged.length > 0) throw new ArchiveError(`damaged or missing:\n  ${damaged.join('\n  ')}`);
  const collections = new Collections(client, target);
  let documents = 0;
  for (const one of plan.manifest.collections.filter(({ database }) => databases.includes(database))) {
    const { collection, indexes } = await collections.create(one);
    const file = join(baseFolder(s.folder, plan.name), one.database, `${one.collection}.bson`);
    documents += await loadCollection(collection, indexes, file);
    s.tell(`${collection.namespace}: ${one.documents} documents`);
  }
  const changes = await applyChanges(collections, s, plan, databases);
  await collections.end(s.tell);
  const epoch = s.rehearsal === true ? 0 : await raise(uri, s, plan, databases.map(target));
  return { base: plan.name, point: plan.point, documents, changes, epoch, databases: databases.map(target) };
}

function chosen(plan: Plan, only: readonly string[] | undefined): readonly string[] {
  const { databases } = plan.manifest;
  const unknown = only?.find((name) => !databases.includes(name));
  if (unknown !== undefined) throw new ArchiveError(`${unknown} is not in the base; it has ${databases.join(', ')}`);
  return only ?? databases;
}

async function refuseUnlessEmpty(client: mongo.MongoClient, databases: readonly string[]): Promise<void> {
  for (const name of databases) {
    for (const { name: collection } of await client.db(name).listCollections({}, { nameOnly: true }).toArray()) {
      if ((await client.db(name).collection(collection).findOne({})) !== null)
        throw new ArchiveError(`${name}.${collection} is not empty: nothing was restored`);
    }
  }
}

const BATCH = 2_000;
const PROGRESS = 50_000;

async function applyChanges(
  collections: Collections,
  s: RestoreSettings,
  plan: Plan,
  databases: readonly string[],
): Promise<number> {
  const files =
    plan.segments.length === 0
      ? [join(baseFolder(s.folder, plan.name), 'during.bson')]
      : plan.segments.map(({ number }) => segmentFile(s.folder, number));
  const { from, until } = { from: BigInt(plan.manifest.from), until: BigInt(plan.manifest.until) };
  let applied = 0;
  let batch: mongo.Document[] = [];
  const flush = async (): Promise<void> => {
    const byCollection = Map.groupBy(batch, ({ ns }) => `${ns.db} ${ns.coll}`);
    for (const changes of byCollection.values()) {
      const [first] = changes;
      const newer = changes.some(({ clusterTime }) => clusterTime.toBigInt() <= until);
      const { collection, indexes } = collections.of(first?.['ns'].db, first?.['ns'].coll);
      await applyInOrder(
        collection,
        indexes,
        changes.flatMap((change) => operationsOf(change as never, newer)),
        newer,
      );
    }
    applied += batch.length;
    if (Math.floor(applied / PROGRESS) > Math.floor((applied - batch.length) / PROGRESS))
      s.tell(`${applied} changes applied`);
    batch = [];
  };
  for (const file of files) {
    for await (const raw of readDocuments(file)) {
      const change = decode(Buffer.from(raw));
      if (!databases.includes(change['ns'].db) || change['clusterTime'].toBigInt() <= from) continue;
      batch.push(change);
      if (batch.length >= BATCH) await flush();
    }
  }
  await flush();
  s.tell(`${applied} changes applied`);
  return applied;
}

async function raise(uri: string, s: RestoreSettings, plan: Plan, databases: readonly string[]): Promise<number> {
  const at = s.now();
  let epoch = await nextEpoch(s.folder);
  for (const database of databases) {
    const connection = await openOne(uri, database);
    try {
      epoch = Math.max(epoch, await raiseEpoch(connection, { at, point: plan.point, atLeast: epoch }));
    } finally {
      await connection.close();
    }
  }
  await noteRestore(s.folder, { epoch, at: at.toISOString(), operator: s.operator });
  return epoch;
}
