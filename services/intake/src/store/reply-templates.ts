import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { ReplyTemplate } from '../domain/reply-template.ts';

/** Document of the collection `reply_templates`. */
export interface ReplyTemplateRow extends Omit<ReplyTemplate, 'id'> {
  _id: string;
  /** Every version there was, the first first: an answer that was written from one can be traced. */
  versions: { version: number; title: string; text: string; at: Date; by: string }[];
}

export const templateCollection = 'reply_templates';

const rowsOf = (connection: Connection): mongo.Collection<ReplyTemplateRow> =>
  connection.collection<ReplyTemplateRow>(templateCollection) as unknown as mongo.Collection<ReplyTemplateRow>;

export const findTemplate = (
  connection: Connection,
  id: string,
  session?: ClientSession,
): Promise<ReplyTemplateRow | null> =>
  rowsOf(connection).findOne({ _id: id }, session === undefined ? {} : { session });

/** All of a body: some dozens. */
export const templatesOf = (connection: Connection, organisation: string): Promise<ReplyTemplateRow[]> =>
  rowsOf(connection).find({ organisation }).toArray();

/** Writes it with the caller's transaction, which must have read it. */
export function writeTemplate(session: ClientSession, row: ReplyTemplateRow, known: boolean): void {
  if (known) writesOf(session).replace(templateCollection, row);
  else writesOf(session).insert(templateCollection, [row]);
}

export const toTemplate = ({ _id, versions: _versions, ...row }: ReplyTemplateRow): ReplyTemplate => ({
  ...row,
  id: _id,
});
