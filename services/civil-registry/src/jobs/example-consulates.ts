import type { NewBureau } from '../store/bureaux.ts';

const consulate = (city: string, ar: string, fr: string, country: string): NewBureau => ({
  _id: `consulate:${city}`,
  kind: 'consulate',
  name: { ar: `القنصلية العامة للمملكة المغربية ${ar}`, fr: `Consulat général du Royaume du Maroc à ${fr}` },
  territory: '00',
  organisation: `consulate:${city}`,
  country,
});

/** Example data for development: a few consulates. The real list is the ministry's of foreign affairs, and is added over the API. */
export const exampleConsulates: readonly NewBureau[] = [
  consulate('paris', 'بباريس', 'Paris', 'FR'),
  consulate('bruxelles', 'ببروكسيل', 'Bruxelles', 'BE'),
  consulate('montreal', 'بمونتريال', 'Montréal', 'CA'),
];
