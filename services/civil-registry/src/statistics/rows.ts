import { type IndexPlan, writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { ActKind, RegisterKey } from '../domain/identity.ts';
import { type Count, type Figures, figuresOf } from '../domain/statistics/counts.ts';

/** Figures of one register; `_id` is `<year>|<territory>|<kind>|<bureau>`, so that a territory's rows of a year stand together. */
export interface StatisticsRow extends Partial<Figures> {
  _id: string;
}

/** Declarations of a bureau that have not ended; `_id` is `<territory>|<kind>|<bureau>`. */
export interface OpenRow {
  _id: string;
  open: number;
}

export const statisticsCollection = 'statistics';
export const openCollection = 'open_declarations';

export const statisticsIndexes: readonly IndexPlan[] = [
  { collection: statisticsCollection, indexes: [] },
  { collection: openCollection, indexes: [] },
];

const rowsOf =
  <T extends mongo.Document>(name: string) =>
  (connection: Connection): mongo.Collection<T> =>
    connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const statisticsRows = rowsOf<StatisticsRow>(statisticsCollection);
export const openRows = rowsOf<OpenRow>(openCollection);

export const statisticsId = ({ bureauId, kind, year }: RegisterKey, territory: string): string =>
  `${year}|${territory}|${kind}|${bureauId}`;

/** Counts acts of one register, in the transaction that writes them: its register's row is theirs alone there already. */
export function countActs(session: ClientSession, key: RegisterKey, territory: string, counts: readonly Count[]): void {
  if (counts.length === 0) return;
  const { total, late, imported, months, bands } = figuresOf(counts);
  const $inc: Record<string, number> = { total, late, imported };
  for (const [month, count] of Object.entries(months)) $inc[`months.${month}`] = count;
  for (const [band, count] of Object.entries(bands)) $inc[`bands.${band}`] = count;
  writesOf(session).update(statisticsCollection, statisticsId(key, territory), { $inc }, true);
}

export function countOpen(
  session: ClientSession,
  of: Omit<RegisterKey, 'year'> & { territory: string },
  by: 1 | -1,
): void {
  const id = `${of.territory}|${of.kind}|${of.bureauId}`;
  writesOf(session).update(openCollection, id, { $inc: { open: by } }, true);
}

export interface OfBureau {
  readonly territory: string;
  readonly kind: ActKind;
  readonly bureauId: string;
  readonly figures: Partial<Figures>;
}

/** Bounds of ids under a prefix; `|` and `.` both come before `}`. */
const ranges = (prefix: string, territory: string) =>
  territory === '00'
    ? [{ _id: { $gt: prefix, $lt: `${prefix}}` } }]
    : ['|', '.'].map((next) => ({
        _id: { $gt: `${prefix}${territory}${next}`, $lt: `${prefix}${territory}${next}}` },
      }));

/** Rows of a year under a territory: one for each bureau and kind, by the index of _id alone. */
export async function figuresUnder(connection: Connection, territory: string, year: number): Promise<OfBureau[]> {
  const parts = await Promise.all(
    ranges(`${year}|`, territory).map((range) => statisticsRows(connection).find(range).toArray()),
  );
  return parts.flat().map(({ _id, ...figures }) => {
    const [, at = '', kind = '', bureauId = ''] = _id.split('|');
    return { territory: at, kind: kind as ActKind, bureauId, figures };
  });
}

export async function openUnder(connection: Connection, territory: string): Promise<number> {
  const parts = await Promise.all(ranges('', territory).map((range) => openRows(connection).find(range).toArray()));
  return parts.flat().reduce((sum, { open }) => sum + open, 0);
}
