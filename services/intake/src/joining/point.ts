import type { ComplaintRow } from '../store/complaint-row.ts';

/** Where a case is; `undefined` when only its commune is known. */
export const pointOf = ({
  location,
}: Pick<ComplaintRow, 'location'>): { longitude: number; latitude: number } | undefined =>
  location === undefined ? undefined : { longitude: location.coordinates[0], latitude: location.coordinates[1] };
