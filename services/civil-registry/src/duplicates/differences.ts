import type { Content } from '../domain/content-check.ts';
import { valueAt } from '../domain/corrections.ts';

const people = { birth: ['child', 'father', 'mother'], death: ['deceased', 'father', 'mother'] } as const;
const fields = [
  'firstNames.ar',
  'firstNames.latin',
  'familyName.ar',
  'familyName.latin',
  'sex',
  'birthDate',
  'nationalId',
  'idcs',
];

/** Which fields say the same on both, and which do not; those that neither tells are left out. */
export function compareFields(
  ours: Content,
  theirs: Content,
): { readonly alike: string[]; readonly differing: string[] } {
  const names = people[ours.$case].flatMap((who) => fields.map((field) => `${who}.${field}`));
  const all = ours.$case === 'birth' ? [...names, 'time'] : [...names, 'date', 'time'];
  const told = all.filter((field) => valueAt(ours.value, field) !== '' || valueAt(theirs.value, field) !== '');
  const alike = told.filter((field) => valueAt(ours.value, field) === valueAt(theirs.value, field));
  return { alike, differing: told.filter((field) => !alike.includes(field)) };
}
