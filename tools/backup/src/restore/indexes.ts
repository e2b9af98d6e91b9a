import { mongo } from 'mongoose';

type Spec = mongo.IndexDescription;

/**
 * The indexes of one collection while it is filled. They are made before the first row: a database keeps them up as rows come, in
 * steps that can be told of, where one build over millions of rows at the end is silent and may stop everybody else.
 *
 * Two kinds wait until the last change is applied. An index that makes rows expire would remove, long after they were copied, rows
 * that later changes keep. And a unique one whose value went from one row to another while they were copied meets both rows: that
 * collection's unique ones are put off when it happens.
 */
export class Indexes {
  readonly #collection: mongo.Collection;
  readonly #specs: readonly Spec[];
  #putOff: Spec[];

  /** @param kept what `listIndexes` said of the collection, as extended JSON */
  constructor(collection: mongo.Collection, kept: readonly Record<string, unknown>[]) {
    this.#collection = collection;
    this.#specs = kept
      .filter(({ name }) => name !== '_id_')
      .map(({ v: _version, ns: _ns, ...index }) => mongo.BSON.EJSON.deserialize(index) as unknown as Spec);
    this.#putOff = this.#specs.filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined);
  }

  async begin(): Promise<void> {
    await this.#make(this.#specs.filter((spec) => !this.#putOff.includes(spec)));
  }

  /**
   * Two rows have one unique value.
   * @returns false when no unique index is in the way any longer
   */
  async putOffUnique(): Promise<boolean> {
    const unique = this.#specs.filter((spec) => spec.unique === true && !this.#putOff.includes(spec));
    for (const { name } of unique) await this.#collection.dropIndex(name ?? '');
    this.#putOff = [...this.#putOff, ...unique];
    return unique.length > 0;
  }

  /**
   * @returns whether some had been put off
   * @throws MongoServerError when rows that must differ do not: what was archived is not one state then
   */
  async end(): Promise<boolean> {
    const late = this.#putOff;
    await this.#make(late);
    this.#putOff = [];
    return late.length > 0;
  }

  async #make(specs: readonly Spec[]): Promise<void> {
    if (specs.length > 0) await this.#collection.createIndexes([...specs]);
  }
}
