import type { Connection, mongo } from 'mongoose';
import { type Figure, figureNames } from '../domain/counts.ts';
import { dayRows } from './rows.ts';

/** A territory by the column of `days` that names it; the country has none. */
export type Area =
  | { readonly level: 'country' }
  | { readonly level: 'region' | 'province' | 'commune'; readonly code: string };

export type Column = 'category' | 'channel' | 'region' | 'province' | 'commune';

/** Figures of an area and of the days from one to another, by the values of a column, or all together. */
export async function sumDays(
  connection: Connection,
  area: Area,
  { from, to }: { readonly from: string; readonly to: string },
  by: Column | undefined,
): Promise<{ readonly key: string; readonly figures: Record<Figure, number> }[]> {
  const place = area.level === 'country' ? {} : { [area.level]: area.code };
  const rows = await dayRows(connection)
    .aggregate<{ _id: string | null } & Record<Figure, number>>([
      { $match: { ...place, day: { $gte: from, $lte: to } } },
      { $group: { _id: by === undefined ? null : `$${by}`, ...sums } },
    ])
    .toArray();
  return rows
    .map(({ _id, ...figures }) => ({ key: _id ?? '', figures: figures as Record<Figure, number> }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const sums: mongo.Document = Object.fromEntries(
  figureNames.map((name) => [name, { $sum: { $ifNull: [`$${name}`, 0] } }]),
);
