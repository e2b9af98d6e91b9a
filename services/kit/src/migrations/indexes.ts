import type { Connection, mongo } from 'mongoose';
import { STREAM_MAX_AGE_DAYS } from '../bus/streams.ts';

export interface IndexPlan {
  readonly collection: string;
  readonly indexes: readonly mongo.IndexDescription[];
}

const DAY_S = 86_400;

/** Indexes of the collections that the kit keeps in every service's database. */
export const kitIndexes: readonly IndexPlan[] = [
  {
    collection: 'events',
    indexes: [
      { name: 'pending', key: { pending: 1, _id: 1 }, partialFilterExpression: { pending: true } },
      { name: 'position', key: { batch: 1, _id: 1 } },
      { name: 'aggregate', key: { aggregateId: 1, version: 1 }, unique: true },
    ],
  },
  {
    collection: 'inbox',
    // Rows outlive the stream: an event that is delivered again is always recognised.
    indexes: [{ name: 'expiry', key: { updatedAt: 1 }, expireAfterSeconds: (STREAM_MAX_AGE_DAYS + 400) * DAY_S }],
  },
  {
    collection: 'dead_letters',
    indexes: [{ name: 'aggregate', key: { state: 1, source: 1, aggregateId: 1, version: 1 } }],
  },
  { collection: 'consumer_floors', indexes: [] },
  { collection: 'republish', indexes: [] },
  { collection: 'epoch', indexes: [] },
  { collection: 'lost_numbers', indexes: [] },
  {
    collection: 'idempotency',
    indexes: [
      { name: 'expiry', key: { createdAt: 1 }, expireAfterSeconds: 7 * DAY_S },
      { name: 'about', key: { about: 1 } },
      { name: 'key', key: { 'key.version': 1 } },
    ],
  },
  {
    collection: 'audit',
    indexes: [
      { name: 'chain', key: { aggregateId: 1, number: 1 }, unique: true },
      // What came since the last signed root.
      { name: 'by-time', key: { at: 1 } },
    ],
  },
  { collection: 'audit_roots', indexes: [] },
  { collection: 'key_rotation', indexes: [] },
  { collection: 'schema_versions', indexes: [] },
  // Processes that were killed are forgotten some day.
  { collection: 'releases', indexes: [{ name: 'expiry', key: { seenAt: 1 }, expireAfterSeconds: DAY_S }] },
];

/** Creates collections and indexes that are missing; never drops or changes one. */
export async function ensureIndexes(connection: Connection, plans: readonly IndexPlan[]): Promise<void> {
  const existing = new Set((await connection.listCollections()).map((one) => one.name));
  for (const name of new Set([...plans.map((plan) => plan.collection), 'leases'])) {
    if (!existing.has(name)) await connection.createCollection(name);
  }
  for (const plan of plans) {
    if (plan.indexes.length > 0) await connection.collection(plan.collection).createIndexes([...plan.indexes]);
  }
}

/** What a service checks at start: every index it relies on is there. @throws Error that says to run the migration. */
export async function verifyIndexes(connection: Connection, plans: readonly IndexPlan[]): Promise<void> {
  const missing: string[] = [];
  const existing = new Set((await connection.listCollections()).map((one) => one.name));
  for (const plan of plans) {
    const found = existing.has(plan.collection) ? await connection.collection(plan.collection).indexes() : [];
    const names = new Set(found.map((index) => index.name));
    missing.push(
      ...plan.indexes.filter((index) => !names.has(index.name)).map((index) => `${plan.collection}.${index.name}`),
    );
  }
  if (missing.length > 0) throw new Error(`indexes missing (run the migration): ${missing.join(', ')}`);
}
