import { mongo } from 'mongoose';
import type { BaseManifest } from '../archive/layout.ts';
import { Indexes } from './indexes.ts';

interface Filled {
  readonly collection: mongo.Collection;
  readonly indexes: Indexes;
}

/** The collections of a target, by their names in the archive. */
export class Collections {
  readonly #all = new Map<string, Filled>();
  readonly #client: mongo.MongoClient;
  readonly #target: (database: string) => string;

  constructor(client: mongo.MongoClient, target: (database: string) => string) {
    this.#client = client;
    this.#target = target;
  }

  /** It exists afterwards even when no row comes. */
  async create(one: BaseManifest['collections'][number]): Promise<Filled> {
    const database = this.#client.db(this.#target(one.database));
    await database.createCollection(one.collection).catch((error: unknown) => {
      if (!(error instanceof mongo.MongoServerError) || error.codeName !== 'NamespaceExists') throw error;
    });
    const { collection, indexes } = this.#add(one.database, one.collection, one.indexes);
    await indexes.begin();
    return { collection, indexes };
  }

  /** One that is younger than the base has no index before the migration step. */
  of(database: string, collection: string): Filled {
    return this.#all.get(`${database} ${collection}`) ?? this.#add(database, collection, []);
  }

  /** Makes the indexes that had to wait. */
  async end(tell: (line: string) => void): Promise<void> {
    for (const { collection, indexes } of this.#all.values())
      if (await indexes.end()) tell(`${collection.namespace}: the last indexes`);
    tell('indexes made');
  }

  #add(database: string, name: string, kept: BaseManifest['collections'][number]['indexes']): Filled {
    const collection = this.#client.db(this.#target(database)).collection(name);
    const filled = { collection, indexes: new Indexes(collection, kept) };
    this.#all.set(`${database} ${name}`, filled);
    return filled;
  }
}
