import { organisationCopies } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import { type KnownBodies, knownBodies } from '../domain/known-bodies.ts';

/** Every organisation of the local copy of the directory: some two thousand small rows, read for checks of whole sets only. */
export async function readBodies(connection: Connection): Promise<KnownBodies> {
  const rows = await organisationCopies(connection)
    .find({}, { projection: { kind: 1, territory: 1, units: 1, validTo: 1 } })
    .toArray();
  return knownBodies(
    rows.map(({ _id, kind, territory, units, validTo }) => ({
      id: _id,
      kind,
      territory,
      units: units.map(({ code }) => code),
      validTo,
    })),
  );
}
