import { foldWords } from '@jamaa/kit';

/** Stands in for `@jamaa/person-names`, whose functions have these shapes. */
export interface NameInScripts {
  readonly arabic?: string;
  readonly latin?: string;
  readonly tifinagh?: string;
}

export interface Identity {
  readonly firstNames?: NameInScripts;
  readonly familyName?: NameInScripts;
  readonly birthDate?: string;
  readonly sex?: 'female' | 'male';
  readonly father?: NameInScripts;
  readonly mother?: NameInScripts;
}

export const DUPLICATE_THRESHOLD = 0.82;

const keys = (name: NameInScripts | undefined): string[] => [
  ...new Set(
    [name?.arabic ?? '', name?.latin ?? ''].map((text) => foldWords(text).join('')).filter((word) => word !== ''),
  ),
];
export const nameKeys = (name: string): string[] => keys({ arabic: name });

const pairs = (mark: string, some: readonly string[], others: readonly string[]): string[] =>
  some.flatMap((one) => others.map((other) => `${mark}:${one}:${other}`));

/** Tokens under which a person is stored. */
export function identityKeys({ firstNames, familyName, birthDate = '' }: Identity): string[] {
  const [first, family] = [keys(firstNames), keys(familyName)];
  const year = birthDate.slice(0, 4);
  return [
    ...pairs('N', family, first),
    ...(year === '' ? [] : pairs(`Y${year}`, family, first)),
    ...(birthDate.length === 10 ? [...pairs('F', family, [birthDate]), ...pairs('G', first, [birthDate])] : []),
  ];
}

/** Tokens by which a person is looked for. */
export const queryKeys = (identity: Identity): string[] =>
  identityKeys(identity).filter((key) => identity.birthDate === undefined || !key.startsWith('N:'));

/** How alike two identities are, 0 to 1. */
export function likeness(a: Identity, b: Identity): number {
  const same = (x: NameInScripts | undefined, y: NameInScripts | undefined): number =>
    keys(x).some((key) => keys(y).includes(key)) ? 1 : 0;
  const parts = [
    [30, same(a.firstNames, b.firstNames)],
    [25, same(a.familyName, b.familyName)],
    [25, a.birthDate === b.birthDate ? 1 : 0],
    [10, same(a.mother, b.mother)],
    [10, same(a.father, b.father)],
  ] as const;
  return parts.reduce((sum, [weight, value]) => sum + weight * value, 0) / 100;
}

export const duplicateScore = likeness;
