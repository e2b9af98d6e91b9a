import { mongo } from 'mongoose';
import type { Indexes } from './indexes.ts';
import { DUPLICATE } from './load.ts';

type Operation = mongo.AnyBulkWriteOperation<mongo.Document>;

interface ArchivedChange extends mongo.Document {
  readonly operationType: string;
  readonly documentKey?: { readonly _id: unknown };
  readonly fullDocument?: mongo.Document;
  readonly updateDescription?: {
    readonly updatedFields?: mongo.Document | null;
    readonly removedFields?: readonly string[] | null;
    readonly truncatedArrays?: readonly { readonly field: string; readonly newSize: unknown }[] | null;
  };
}

/**
 * Writes that repeat a change. Repeated in order they end in the same state, whatever state they start from that is not older than
 * the copies: inserts and replacements put the whole document, updates set what was set.
 * @param copiesMayBeNewer the copies were made before or after this change, so that its row may be there already
 * @throws Error for a change that is no change of documents
 */
export function operationsOf(change: ArchivedChange, copiesMayBeNewer: boolean): Operation[] {
  const filter = { _id: change.documentKey?._id } as mongo.Filter<mongo.Document>;
  const replacement = change.fullDocument ?? {};
  const put = { replaceOne: { filter, replacement, upsert: true } };
  switch (change.operationType) {
    case 'insert':
      // A row that cannot be there is not looked for: that costs several times what putting it in costs.
      return [copiesMayBeNewer ? put : { insertOne: { document: replacement } }];
    case 'replace':
      return [put];
    case 'delete':
      return [{ deleteOne: { filter } }];
    case 'update':
      return updatesOf(change).map((update) => ({ updateOne: { filter, update } }));
    // Said by the server of collections, which are made from the base and by the migration.
    case 'create':
    case 'createIndexes':
    case 'modify':
      return [];
    default:
      throw new Error(`a change of the kind ${change.operationType} cannot be repeated`);
  }
}

function updatesOf({ updateDescription }: ArchivedChange): mongo.UpdateFilter<mongo.Document>[] {
  const { updatedFields, removedFields, truncatedArrays } = updateDescription ?? {};
  // An array is cut before its elements are set: one update must not do both.
  const cuts = (truncatedArrays ?? []).map(({ field, newSize }) => ({
    $push: { [field]: { $each: [], $slice: Number(newSize) } },
  }));
  const set = Object.keys(updatedFields ?? {}).length > 0 ? { $set: updatedFields ?? {} } : {};
  const gone = (removedFields ?? []).map((field) => [field, ''] as const);
  const unset = gone.length > 0 ? { $unset: Object.fromEntries(gone) } : {};
  const rest = Object.keys(set).length + Object.keys(unset).length > 0 ? [{ ...set, ...unset }] : [];
  return [...cuts, ...rest] as mongo.UpdateFilter<mongo.Document>[];
}

const PATH_NOT_VIABLE = 28;

/**
 * Applies writes to one collection in order. While the copies are newer than the change, an update may meet a document that has another
 * shape by now: what made it so comes later and sets it whole, so such a one is passed over. A unique value that another row has had
 * only since is put in all the same.
 */
export async function applyInOrder(
  collection: mongo.Collection,
  indexes: Indexes,
  operations: readonly Operation[],
  copiesMayBeNewer: boolean,
): Promise<void> {
  for (let from = 0; from < operations.length; ) {
    try {
      await collection.bulkWrite(operations.slice(from), { ordered: true, ignoreUndefined: true });
      return;
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError) || !copiesMayBeNewer) throw error;
      from += [error.writeErrors].flat()[0]?.index ?? 0;
      if (error.code === PATH_NOT_VIABLE) from += 1;
      else if (error.code !== DUPLICATE || !(await indexes.putOffUnique())) throw error;
    }
  }
}
