import { parseCode } from '@jamaa/territory';

/** Where it happened: a commune, with the province and the région that its code says. */
export interface Place {
  readonly commune: string;
  readonly province: string;
  readonly region: string;
}

/** Reads a commune's code. `undefined` for anything else: a région, a province, a cercle, or no code at all. */
export function placeOf(code: string): Place | undefined {
  const parsed = parseCode(code);
  if (parsed?.level !== 'local' || parsed.province === undefined) return undefined;
  return { commune: code, province: parsed.province, region: parsed.region };
}

/** Whether a rule's territory holds at a place: the whole country (`00`), the place itself, or an ancestor by code. */
export const covers = (territory: string, place: Place): boolean =>
  territory === '00' || place.commune === territory || place.commune.startsWith(`${territory}.`);

/** Whether two territories have a place in common: one is the other, or lies above it. */
export const meet = (a: string, b: string): boolean => within(a, b) || within(b, a);

const within = (code: string, above: string): boolean =>
  above === '00' || code === above || code.startsWith(`${above}.`);
