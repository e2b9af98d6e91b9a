import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { bytesOf } from '@jamaa/kit';
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
    const events = rows.map((row) => ({
      id: row._id,
      type: row.type,
      aggregateType: row.aggregateType,
      aggregateId: row.aggregateId,
      aggregateVersion: row.version,
      time: row.time,
      data: Buffer.from(bytesOf(row.data)),
    }));
    const page = ReplayResponse.encode({ events, nextCursor: `${batch}:${last}`, end: false }).finish();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(page.length);
    if (!out.write(Buffer.concat([length, page]))) await once(out, 'drain');
  };
}
