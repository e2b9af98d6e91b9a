import { createHash } from 'node:crypto';
import { AppError, type AuditHead } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Correction } from '../domain/suggestion.ts';

/** What people make of one category in one commune. Ids and codes only; confidential cases never stand here. */
export interface SuggestionRow {
  _id: string;
  version: number;
  category: string;
  commune: string;
  organisation: string;
  unit: string;
  scopes: readonly string[];
  corrections: readonly Correction[];
  /** There are enough of them, and nobody has answered yet. */
  open: boolean;
  state: 'open' | 'accepted' | 'dismissed';
  /** Why it was dismissed. */
  reason?: string;
  auditHead: AuditHead;
}

export const suggestionCollection = 'suggestions';

const rows = (connection: Connection): mongo.Collection<SuggestionRow> =>
  connection.collection<SuggestionRow>(suggestionCollection) as unknown as mongo.Collection<SuggestionRow>;

type Key = Pick<SuggestionRow, 'category' | 'commune' | 'organisation' | 'unit'>;

export const suggestionId = ({ category, commune, organisation, unit }: Key): string =>
  createHash('sha256').update([category, commune, organisation, unit].join('\n')).digest('hex').slice(0, 24);

export async function suggestionsAmong(
  connection: Connection,
  session: ClientSession,
  ids: readonly string[],
): Promise<Map<string, SuggestionRow>> {
  const found = await rows(connection)
    .find({ _id: { $in: [...ids] } }, { session })
    .toArray();
  return new Map(found.map((row) => [row._id, row]));
}

/** Open suggestions of a territory. */
export const openSuggestions = (connection: Connection, scope: string): Promise<SuggestionRow[]> =>
  rows(connection).find({ scopes: scope, open: true }).limit(500).toArray();

/** @throws AppError `not-found` */
export async function findSuggestion(
  connection: Connection,
  id: string,
  session?: ClientSession,
): Promise<SuggestionRow> {
  const row = await rows(connection).findOne({ _id: id }, session === undefined ? {} : { session });
  if (row === null) throw new AppError('not-found', 'no such suggestion');
  return row;
}
