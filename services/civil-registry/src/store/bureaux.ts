import { appendEvents, encodeEvent, writesOf } from '@jamaa/kit';
import { civilRegistryEvents } from '@jamaa/proto/catalog';
import type { ClientSession } from 'mongoose';
import { type BureauRow, bureauCollection } from './rows.ts';

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
