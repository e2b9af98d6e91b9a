import { journalRows } from '@jamaa/kit';
import type { Heard } from './beyond.ts';
import type { CellService } from './reconcile.ts';

interface InboxRow {
  _id: string;
  version: number;
  updatedAt: Date;
}

/** Versions of a service's aggregates that consumers in databases which were not restored have applied, and its journal does not have. */
export async function aheadOfJournal(
  restored: CellService,
  others: readonly CellService[],
  since: Date,
): Promise<Heard[]> {
  const prefix = `${restored.name}:`;
  const ahead: Heard[] = [];
  for (const { name, connection } of others) {
    // By the index of the rows' expiry; whose they are is looked at here.
    const rows = connection.collection<InboxRow>('inbox').find({ updatedAt: { $gte: since } });
    for await (const { _id, version, updatedAt: at } of rows) {
      if (!_id.startsWith(prefix)) continue;
      const id = _id.slice(prefix.length);
      const there = await journalRows(restored.connection).findOne({ aggregateId: id, version });
      if (there === null) ahead.push({ service: restored.name, id, version, at, seenBy: name });
    }
  }
  return ahead;
}
