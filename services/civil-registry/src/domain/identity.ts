export const actKinds = ['birth', 'death'] as const;
export type ActKind = (typeof actKinds)[number];

export const isActKind = (text: string): text is ActKind => (actKinds as readonly string[]).includes(text);

/** Which register: one for each bureau, kind and year (law 36-21). */
export interface RegisterKey {
  readonly bureauId: string;
  readonly kind: ActKind;
  readonly year: number;
}

/** `03.451.01.09-1:birth:2026` */
export const registerId = ({ bureauId, kind, year }: RegisterKey): string => `${bureauId}:${kind}:${year}`;

/** The identity of an act is its id: what two acts cannot share, the database cannot hold twice. */
export const actId = (key: RegisterKey, number: number): string => `${registerId(key)}:${number}`;

/** Reads an act's id; `undefined` for what is none. */
export function parseActId(id: string): (RegisterKey & { readonly number: number }) | undefined {
  const match = /^([a-z0-9.:-]+):(birth|death):(\d{4}):([1-9]\d{0,6})$/.exec(id);
  if (match === null) return undefined;
  const [, bureauId = '', kind = '', year = '', number = ''] = match;
  return isActKind(kind) ? { bureauId, kind, year: Number(year), number: Number(number) } : undefined;
}

export const mentionId = (act: string, number: number): string => `${act}:m${number}`;

/** The main bureau of a commune or an arrondissement; further ones end in 2, 3 … */
export const bureauIdOf = (territory: string, number = 1): string => `${territory}-${number}`;

/** National card: one or two letters, then digits (its public form). */
export const isNationalId = (text: string): boolean => /^[A-Z]{1,2}\d{1,7}$/.test(text);

/** A foreigner's passport or residence card, of which only the alphabet is known. */
export const isForeignId = (text: string): boolean => /^[A-Z0-9]{4,20}$/.test(text);

/** The digital identifier of the registry. How its check digit is made is not published: the check is given. */
export const isIdcs = (text: string, check: (digits: string) => boolean = () => true): boolean =>
  /^\d{10}$/.test(text) && check(text);
