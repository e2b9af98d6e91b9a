import { isCollectivite } from './codes.ts';
import { TerritoryError } from './errors.ts';
import type { Territory, TerritoryKind } from './types.ts';

export interface Hierarchy {
  readonly all: readonly Territory[];
  get(code: string): Territory | undefined;
  children(code: string): readonly Territory[];
  ancestors(code: string): readonly Territory[];
  within(code: string, ancestorCode: string): boolean;
  byKind(kind: TerritoryKind): readonly Territory[];
  byCode2014(code: string): Territory | undefined;
  collectivites(): readonly Territory[];
  ctOf(code: string): Territory | undefined;
}

const NONE: readonly Territory[] = [];

/** @throws TerritoryError `malformed-dataset` on a double code, a missing or circular parent, a 2014 code claimed twice */
export function buildHierarchy(territories: readonly Territory[]): Hierarchy {
  const all = [...territories].sort((a, b) => (a.code < b.code ? -1 : 1));
  const byCode = unique(all.map((territory) => [territory.code, territory]));
  const byCode2014 = unique(all.flatMap((territory) => (territory.codes2014 ?? []).map((code) => [code, territory])));
  const children = Map.groupBy(all, (territory) => territory.supervision ?? territory.parent);
  // An arrondissement of Casablanca lies in the city and under its governor: both list it.
  const ofCities = Map.groupBy(
    all.filter((territory) => territory.supervision !== undefined),
    (territory) => territory.parent,
  );
  const kinds = Map.groupBy(all, (territory) => territory.kind);
  const collectivites = all.filter(isCollectivite);
  const ancestors = new Map(all.map((territory) => [territory.code, line(territory, byCode)]));

  return {
    all,
    get: (code) => byCode.get(code),
    children: (code) => children.get(code) ?? ofCities.get(code) ?? NONE,
    ancestors: (code) => ancestors.get(code) ?? NONE,
    within: (code, ancestorCode) => {
      const territory = byCode.get(code);
      if (territory === undefined || !byCode.has(ancestorCode)) return false;
      if (code === ancestorCode || territory.supervision === ancestorCode) return true;
      return (ancestors.get(code) ?? NONE).some((ancestor) => ancestor.code === ancestorCode);
    },
    byKind: (kind) => kinds.get(kind) ?? NONE,
    byCode2014: (code) => byCode2014.get(code),
    collectivites: () => collectivites,
    ctOf: (code) => {
      const territory = byCode.get(code);
      if (territory === undefined) return undefined;
      if (isCollectivite(territory)) return territory;
      return territory.kind === 'arrondissement' ? byCode.get(territory.parent ?? '') : undefined;
    },
  };
}

function unique(entries: (string | Territory)[][]): ReadonlyMap<string, Territory> {
  const map = new Map<string, Territory>();
  for (const [code, territory] of entries as [string, Territory][]) {
    if (map.has(code)) throw new TerritoryError('malformed-dataset', `territories.${code}`, 'is given twice');
    map.set(code, territory);
  }
  return map;
}

function line(territory: Territory, byCode: ReadonlyMap<string, Territory>): readonly Territory[] {
  if (territory.supervision !== undefined && !byCode.has(territory.supervision)) {
    throw new TerritoryError(
      'malformed-dataset',
      `territories.${territory.code}`,
      `supervision ${territory.supervision} is unknown`,
    );
  }
  const above: Territory[] = [];
  for (let at = territory; at.parent !== null; ) {
    const parent = byCode.get(at.parent);
    if (parent === undefined || above.includes(parent)) {
      const what = parent === undefined ? 'is unknown' : 'leads back to itself';
      throw new TerritoryError('malformed-dataset', `territories.${at.code}`, `parent ${at.parent} ${what}`);
    }
    above.push(parent);
    at = parent;
  }
  return above;
}
