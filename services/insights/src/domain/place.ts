/** Where a case counts: in which commune, category, channel, and day of receipt. */
export interface Place {
  /** Cell whose stream told of it; of several, the hub keeps each apart. */
  readonly cell: string;
  /** `03` */
  readonly region: string;
  /** `03.451`; empty for a confidential case. */
  readonly province: string;
  /** Empty for a confidential case. */
  readonly commune: string;
  readonly category: string;
  readonly channel: string;
  /** Local day of receipt, YYYY-MM-DD. */
  readonly day: string;
}

/** Id of the counter row of a place. */
export const dayId = ({ cell, region, commune, category, channel, day }: Place): string =>
  [cell, commune || region, category, channel, day].join('|');

/** Where standing figures and flows are counted: what metrics tell. */
export type Shelf = Pick<Place, 'cell' | 'region' | 'province' | 'category'>;

export const shelfId = ({ cell, region, province, category }: Shelf): string =>
  [cell, province || region, category].join('|');

/** The shelf of an id. */
export function shelfOf(id: string): Shelf {
  const [cell = '', code = '', category = ''] = id.split('|');
  return { cell, region: code.slice(0, 2), province: code.length > 2 ? code : '', category };
}

/** The province of a commune's code: `03.451` of `03.451.01.09`. */
export const provinceOf = (commune: string): string => commune.split('.').slice(0, 2).join('.');
