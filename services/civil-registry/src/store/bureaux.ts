import { appendEvents, encodeEvent, writesOf } from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import type { ClientSession, Connection } from 'mongoose';
import { type BureauRow, bureauCollection, bureauRows } from './rows.ts';

export type NewBureau = Omit<BureauRow, 'version' | 'lastEventId'>;

/** Writes a bureau that is not there yet, with its event. */
export function insertBureau(session: ClientSession, bureau: NewBureau, at: Date): BureauRow {
  const { _id, kind, territory, organisation } = bureau;
  const event = encodeEvent(civilRegistryEvents.bureauAdded, { bureauId: _id, kind, territory, organisation });
  const { version, lastEventId } = appendEvents(session, { type: 'bureau', id: _id, version: 0 }, [event], at);
  const row = { ...bureau, version, lastEventId: lastEventId ?? '' };
  writesOf(session).insert(bureauCollection, [row]);
  return row;
}

const known = new WeakMap<Connection, Map<string, BureauRow>>();

/**
 * Bureaux by their ids, those that are there. Once read they are kept in this process: a bureau is only ever added, never changed or taken
 * away. Whoever makes them changeable takes this out.
 */
export async function findBureaux(mongo: Connection, ids: Iterable<string>): Promise<Map<string, BureauRow>> {
  const kept = known.get(mongo) ?? new Map<string, BureauRow>();
  known.set(mongo, kept);
  const wanted = new Set(ids);
  const missing = [...wanted].filter((id) => !kept.has(id));
  if (missing.length > 0)
    for await (const row of bureauRows(mongo).find({ _id: { $in: missing } })) kept.set(row._id, row);
  return new Map(
    [...wanted].flatMap((id): [string, BureauRow][] => {
      const row = kept.get(id);
      return row === undefined ? [] : [[id, row]];
    }),
  );
}

export const findBureau = async (mongo: Connection, id: string): Promise<BureauRow | undefined> =>
  (await findBureaux(mongo, [id])).get(id);
