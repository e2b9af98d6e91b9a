import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { BsonWriter, syncFolderOf, type Written } from './archive/bson-file.ts';
import { type BaseManifest, baseFolder, openArchive, writeWhole } from './archive/layout.ts';
import { Changes } from './changes.ts';
import { type Cell, earlier, momentNow } from './database.ts';

const { EJSON } = mongo.BSON;

/** What has begun before the copying and is committed within it counts as changed meanwhile. */
const BEFORE_S = 5;

export interface BaseSettings {
  readonly folder: string;
  readonly cell: string;
  readonly now: () => Date;
  readonly tell: (line: string) => void;
}

/**
 * Copies every collection, then what was changed meanwhile: applied in order on the copies, the changes make one consistent state of
 * the moment at which the copying ended, as `mongodump --oplog` does it. Services go on working.
 * @returns the name of the base
 */
export async function takeBase(cell: Cell, s: BaseSettings): Promise<string> {
  await openArchive(s.folder);
  const startedAt = s.now();
  const name = startedAt.toISOString().replaceAll(/[:.]/g, '-');
  const folder = baseFolder(s.folder, name);
  await mkdir(folder, { mode: 0o700 });
  const from = earlier(await momentNow(cell.client), BEFORE_S);
  const changes = Changes.open(cell.client, cell.databases, { from });
  try {
    // Opened before the first row is read: the server must not forget what comes.
    const during = await BsonWriter.open(join(folder, 'during.bson'));
    const catchUp = async (): Promise<bigint> => {
      const moment = await momentNow(cell.client);
      return changes.upTo(moment, (change) => during.add(change.raw));
    };
    await catchUp();
    const collections: BaseManifest['collections'] = [];
    for (const database of cell.databases) {
      await mkdir(join(folder, database), { mode: 0o700 });
      for (const collection of await collectionsOf(cell.client, database)) {
        const written = await copyCollection(cell.client, database, collection, join(folder, database), catchUp);
        const indexes = await cell.client.db(database).collection(collection).indexes();
        // Conditions of indexes hold dates, which plain JSON would make texts of.
        const kept = EJSON.serialize(indexes) as Record<string, unknown>[];
        collections.push({ database, collection, ...written, indexes: kept });
        s.tell(`${database}.${collection}: ${written.documents} documents`);
      }
    }
    const until = await catchUp();
    const manifest: BaseManifest = {
      format: 1,
      cell: s.cell,
      databases: [...cell.databases],
      from: String(from),
      until: String(until),
      startedAt: startedAt.toISOString(),
      endedAt: s.now().toISOString(),
      collections,
      during: await during.close(),
    };
    await writeWhole(join(folder, 'base.json'), JSON.stringify(manifest));
    await syncFolderOf(folder);
    return name;
  } finally {
    await changes.close();
  }
}

async function collectionsOf(client: mongo.MongoClient, database: string): Promise<string[]> {
  const found = await client.db(database).listCollections({}, { nameOnly: true }).toArray();
  return found
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.'))
    .sort();
}

const CATCH_UP_MS = 2_000;

async function copyCollection(
  client: mongo.MongoClient,
  database: string,
  collection: string,
  folder: string,
  catchUp: () => Promise<unknown>,
): Promise<Written> {
  const writer = await BsonWriter.open(join(folder, `${collection}.bson`));
  // Raw: what is stored is what is written, byte for byte.
  const rows = client.db(database).collection(collection).find({}, { raw: true, batchSize: 1_000 });
  let caughtUp = performance.now();
  for await (const row of rows) {
    await writer.add(Buffer.from(row as unknown as Buffer));
    if (performance.now() - caughtUp > CATCH_UP_MS) {
      await catchUp();
      caughtUp = performance.now();
    }
  }
  return writer.close();
}
