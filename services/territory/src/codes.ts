import type { Territory, TerritoryKind } from './types.ts';

/** `local` covers communes, arrondissements and préfectures d'arrondissements: only the data tells them apart. */
export type CodeLevel = 'region' | 'province' | 'cercle' | 'local';

export interface ParsedCode {
  readonly level: CodeLevel;
  readonly code: string;
  readonly region: string;
  /** `RR.PPP`, absent for a région. */
  readonly province?: string;
  /** `RR.PPP.CC`: the cercle, or `01` for the urban communes. */
  readonly cercle?: string;
  /** True for the code of a city made of arrondissements, which ends in a single 0. */
  readonly city: boolean;
}

const CODE = /^(\d{2})(?:\.(\d{3})(?:\.(\d{2})(?:\.(\d{2}|0))?)?)?$/;

/**
 * Reads the shape of a census code `RR[.PPP[.CC[.LL]]]`; whether such a territory exists is the index's business.
 * Returns undefined for anything else: codes are text, never numbers, and are not repaired.
 */
export function parseCode(text: string): ParsedCode | undefined {
  const match = CODE.exec(text);
  const [, region, province, cercle, local] = match ?? [];
  if (region === undefined) return undefined;
  if (province === undefined) return { level: 'region', code: text, region, city: false };
  const provinceCode = `${region}.${province}`;
  if (cercle === undefined) return { level: 'province', code: text, region, province: provinceCode, city: false };
  const cercleCode = `${provinceCode}.${cercle}`;
  const level = local === undefined ? 'cercle' : 'local';
  return { level, code: text, region, province: provinceCode, cercle: cercleCode, city: local === '0' };
}

const COLLECTIVITES: ReadonlySet<TerritoryKind> = new Set(['region', 'prefecture', 'province', 'commune']);

/**
 * Régions, préfectures and provinces, and communes are the collectivités territoriales
 * (Constitution art. 135; organic laws 111-14, 112-14 and 113-14).
 */
export function isCollectivite(territory: Territory): boolean {
  return COLLECTIVITES.has(territory.kind);
}
