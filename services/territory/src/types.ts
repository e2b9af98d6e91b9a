import type { Feature, MultiPolygon, Polygon } from 'geojson';

/**
 * What a territory is. Casablanca's eight `prefecture-arrondissements` are areas of governors, not
 * collectivités territoriales; neither are cercles and arrondissements.
 */
export type TerritoryKind =
  | 'region'
  | 'prefecture'
  | 'province'
  | 'prefecture-arrondissements'
  | 'cercle'
  | 'commune'
  | 'arrondissement';

/** Longitude then latitude, in degrees, WGS 84. */
export type Position = readonly [longitude: number, latitude: number];

/** West, south, east, north, in degrees. */
export type BoundingBox = readonly [west: number, south: number, east: number, north: number];

export interface Territory {
  /** Census code of 2024 as text, e.g. `03.451.01.09`; a city made of arrondissements ends in a single `0`. */
  readonly code: string;
  readonly kind: TerritoryKind;
  /** Code of the territory it lies in; null for a région. A commune outside any cercle hangs on its province. */
  readonly parent: string | null;
  readonly name: { readonly ar: string; readonly fr: string };
  /** Legal population, census of 2024. */
  readonly population: number;
  /** Communes only: the census's class. */
  readonly urban?: boolean;
  /** Communes and arrondissements: their codes in the census of 2014. */
  readonly codes2014?: readonly string[];
  /** Casablanca's arrondissements: the préfecture d'arrondissements whose governor supervises them. */
  readonly supervision?: string;
  /** A point well inside, for labels and defaults. */
  readonly point: Position;
  readonly bbox: BoundingBox;
}

export type Located =
  | {
      readonly outcome: 'found';
      readonly commune: Territory;
      readonly arrondissement?: Territory;
      readonly distance: 0;
    }
  | { readonly outcome: 'nearest'; readonly commune: Territory; readonly distance: number }
  | { readonly outcome: 'outside'; readonly hint?: 'swapped' };

export interface TerritoryProperties {
  readonly code: string;
  readonly kind: TerritoryKind;
  readonly name: Territory['name'];
}

export type TerritoryFeature = Feature<Polygon | MultiPolygon, TerritoryProperties>;

export interface TerritoryIndex {
  /** SHA-256 of the content, in hexadecimal: the same data gives the same version on every machine. */
  readonly version: string;
  /** Every territory, by ascending code. */
  readonly all: readonly Territory[];
  get(code: string): Territory | undefined;
  /** The territories directly below, by ascending code; empty for an unknown code. */
  children(code: string): readonly Territory[];
  /** From the parent up to the région; empty for a région or an unknown code. */
  ancestors(code: string): readonly Territory[];
  /** True when `code` is `ancestorCode` or lies in it; false when either is unknown. */
  within(code: string, ancestorCode: string): boolean;
  byKind(kind: TerritoryKind): readonly Territory[];
  /** The commune or arrondissement that bore this code in the census of 2014. */
  byCode2014(code: string): Territory | undefined;
  /**
   * The commune a point lies in, and its arrondissement in the six cities that have them; else the nearest commune
   * at most 500 metres away (quays, coastline drawn short); else `outside`.
   * @throws TerritoryError `invalid-coordinate` naming `longitude` or `latitude`
   */
  locate(longitude: number, latitude: number): Located;
  /**
   * The boundary as a GeoJSON feature; régions, provinces, cercles are the union of their communes.
   * @throws TerritoryError `unknown-territory`
   */
  boundary(code: string): TerritoryFeature;
  /** The 1,590 collectivités territoriales: régions, préfectures, provinces, communes, by ascending code. */
  collectivites(): readonly Territory[];
  /**
   * The collectivité territoriale that answers for a territory: itself, or the city of an arrondissement.
   * undefined for cercles, préfectures d'arrondissements and unknown codes, which are areas of the State.
   */
  ctOf(code: string): Territory | undefined;
}
