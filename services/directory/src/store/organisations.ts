import type { Connection, mongo } from 'mongoose';
import { type OrganisationRow, organisationRows } from './rows.ts';

/** What a list shows: all but how the row came here. */
const shown = { lastEventId: 0, reference: 0 } as const;

export interface OrganisationPage {
  /** Territory code: bodies that serve it or a part of it; empty or `00`: all. */
  readonly territory: string;
  readonly kind: string;
  /** Id after which to go on. */
  readonly after: string;
  readonly limit: number;
}

/** Reads of organisations; everybody may read them, they hold nothing personal. */
export const organisationsStore = (connection: Connection) => {
  const rows = organisationRows(connection);
  return {
    find: (id: string): Promise<OrganisationRow | null> => rows.findOne({ _id: id }, { projection: shown }),

    page({ territory, kind, after, limit }: OrganisationPage): Promise<OrganisationRow[]> {
      const ofKind = kind === '' ? {} : { kind: kind as OrganisationRow['kind'] };
      const filter: mongo.Filter<OrganisationRow> = { _id: { $gt: after }, ...ofKind };
      // A range instead of a pattern: everything that begins with `<code>.`, for `/` is the character after the dot.
      if (territory !== '' && territory !== '00')
        filter.$or = [{ territory }, { territory: { $gte: `${territory}.`, $lt: `${territory}/` } }];
      return rows.find(filter, { projection: shown }).sort({ _id: 1 }).limit(limit).toArray();
    },

    findAll: (ids: readonly string[]): Promise<OrganisationRow[]> =>
      rows.find({ _id: { $in: [...ids] } }, { projection: shown }).toArray(),

    /** Which of these codes are the territory of some body. */
    async territories(codes: readonly string[]): Promise<Set<string>> {
      const found = await rows.find({ territory: { $in: [...codes] } }, { projection: { territory: 1 } }).toArray();
      return new Set(found.map(({ territory }) => territory));
    },
  };
};

export type OrganisationsStore = ReturnType<typeof organisationsStore>;
