import type { ClientSession, Connection } from 'mongoose';
import { type AccountRow, accountRows } from './rows.ts';

/** What may leave the service: sealed fields are not even read. */
const open = { subject: 1, language: 1, active: 1, grants: 1, version: 1 } as const;

export type OpenAccount = Pick<AccountRow, '_id' | 'subject' | 'language' | 'active' | 'grants' | 'version'>;

export const accountsStore = (connection: Connection) => {
  const rows = accountRows(connection);
  return {
    bySubject: (subject: string, session?: ClientSession): Promise<AccountRow | null> =>
      rows.findOne({ subject }, session === undefined ? {} : { session }),

    byEmailIndex: (emailIndex: string, session?: ClientSession): Promise<AccountRow | null> =>
      rows.findOne({ emailIndex }, session === undefined ? {} : { session }),

    byMandate: (id: string, session?: ClientSession): Promise<AccountRow | null> =>
      rows.findOne({ 'grants.mandate.id': id }, session === undefined ? {} : { session }),

    /** Whole rows of those who hold, or held, something at a body. */
    allAt: (organisation: string): Promise<AccountRow[]> =>
      rows.find({ 'grants.organisation': organisation }).toArray(),

    byId: (id: string, session?: ClientSession): Promise<AccountRow | null> =>
      rows.findOne({ _id: id }, session === undefined ? {} : { session }),

    byEmailIndexes: (indexes: readonly string[], session?: ClientSession): Promise<AccountRow[]> =>
      rows.find({ emailIndex: { $in: [...indexes] } }, session === undefined ? {} : { session }).toArray(),

    /** Whoever holds, or held, an administrator's place: few. */
    administrators: (session: ClientSession): Promise<OpenAccount[]> =>
      rows.find({ 'grants.role': 'administrator' }, { projection: open, session }).toArray(),

    openBySubject: (subject: string): Promise<OpenAccount | null> => rows.findOne({ subject }, { projection: open }),

    page: (after: string, limit: number): Promise<OpenAccount[]> =>
      rows
        .find({ _id: { $gt: after } }, { projection: open })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),

    /** Active accounts with a place in any of these organisations; the caller checks dates and roles. */
    holdersAt: (organisations: readonly string[]): Promise<OpenAccount[]> =>
      rows
        .aggregate<OpenAccount>([
          { $match: { 'grants.organisation': { $in: [...organisations] } } },
          { $match: { active: true } },
          { $project: open },
        ])
        .toArray(),
  };
};

export type AccountsStore = ReturnType<typeof accountsStore>;
