import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { toJournalEvent } from '@jamaa/kit';
import { ReplayResponse } from '@jamaa/proto/platform/v1/platform';
import type { CaseFile } from './case-file.ts';

/**
 * Writes the journal of seeded cases to an open file as Replay would give it: pages, each behind its length (four bytes, big
 * endian), all events of a case together. The cursor of a page is the position behind it.
 */
export function journalWriter(fd: number): (cases: readonly CaseFile[], batch: number) => Promise<void> {
  const out = createWriteStream('', { fd });
  return async (cases, batch) => {
    const rows = cases.flatMap(({ journal }) => [...journal]);
    const last =
      rows
        .map(({ _id }) => _id)
        .sort()
        .at(-1) ?? '';
    const page = ReplayResponse.encode({
      events: rows.map(toJournalEvent),
      nextCursor: `${batch}:${last}`,
      end: false,
    }).finish();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(page.length);
    if (!out.write(Buffer.concat([length, page]))) await once(out, 'drain');
  };
}
