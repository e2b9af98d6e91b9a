import type { Connection } from 'mongoose';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintRows } from '../store/complaints.ts';
import { cellsAround } from './cells.ts';

/** Of one square; open cases are few, and where they are many the newest tell enough. */
const MOST_OF_A_CELL = 200;

/** Open cases of some categories in the squares around a point, by index alone; some lie farther than `metres`. */
export async function openNear(
  connection: Connection,
  location: { readonly longitude: number; readonly latitude: number },
  metres: number,
  categories: readonly string[],
): Promise<ComplaintRow[]> {
  const found = await Promise.all(
    cellsAround(location, metres).map((cell) =>
      complaintRows(connection)
        .aggregate<ComplaintRow>([
          { $match: { cell, open: true } },
          { $match: { category: { $in: [...categories] }, confidential: false } },
          { $sort: { receivedAt: -1 } },
          { $limit: MOST_OF_A_CELL },
        ])
        .toArray(),
    ),
  );
  return found.flat();
}
