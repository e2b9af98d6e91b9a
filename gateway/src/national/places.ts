import { parseReference } from '@jamaa/kit';
import { parseCode, type TerritoryIndex } from '@jamaa/territory';

/** What of a request can tell its place. A body is there only where a row reads it. */
export interface Asked {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly territory: TerritoryIndex;
}

/** A région code; `unreadable` when what should tell it cannot be what it should; `undefined` when nothing is said. */
export type Told = { readonly region: string } | 'unreadable' | undefined;

/** One thing of a request that may tell its cell. */
export interface Place {
  readonly of: (asked: Asked) => Told;
  /** The body has to be read before the cell is known. */
  readonly readsBody: boolean;
  /** For errors: where a client would say it. */
  readonly name: string;
}

type Reading = (value: unknown) => Told;

const region = (code: string | undefined): Told => (code === undefined ? 'unreadable' : { region: code });

const textOr =
  (read: (text: string) => Told): Reading =>
  (value) => {
    if (value === undefined || value === null || value === '') return undefined;
    return typeof value === 'string' ? read(value) : 'unreadable';
  };

/** `03-26-7K3Q9M-C`, or `D-03-26-…` of another kind. */
const reference = (kind: string): Reading =>
  textOr((typed) =>
    region(
      parseReference(typed, kind)
        ?.slice(kind === '' ? 0 : kind.length + 1)
        .slice(0, 2),
    ),
  );

/** The code of a territory. The country's own (`00`) names no cell: whoever means the hub says so by the header. */
const code: Reading = textOr((text) => (text === '00' ? undefined : region(parseCode(text)?.region)));

/** `commune:03.451.01.09`, `wali:03`; bodies of the whole country (`dgct`) have no place. */
const organisation: Reading = textOr((id) => {
  const place = /^[a-z-]+:(\d{2}(?:\.[\d.]+)?)$/.exec(id)?.[1];
  return place === undefined ? undefined : region(parseCode(place)?.region);
});

/** `03.451.01.09-1`; consulates (`consulate:lyon`) are kept by the hub. */
const bureau: Reading = textOr((id) =>
  id.startsWith('consulate:') ? { region: '00' } : region(/^(\d{2})\.\d{3}\.\d{2}\.\d{1,2}-\d+$/.exec(id)?.[1]),
);

/** A queue's id ends in the body whose queue it is, where it is a body's; `mine` and the like are of the person. */
const queue: Reading = textOr((id) => {
  const place = /:(\d{2})(?:[./]|$)/.exec(id)?.[1];
  return place === undefined || place === '00' ? undefined : { region: place };
});

/** `03.451.01.09-1:birth:2026:12`: an act's id begins with its bureau. */
const act: Reading = textOr((id) => bureau(id.replace(/:(birth|death):.*$/, '')));

/** The bank's number of a payment is the order's reference and the number of the attempt. */
const payment: Reading = textOr((oid) => reference('D')(oid.replace(/-\d+$/, '')));

/** A point in degrees, located here: no cell has to be asked where it lies. */
const point = (value: unknown, territory: TerritoryIndex): Told => {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || !('longitude' in value) || !('latitude' in value)) return 'unreadable';
  const [longitude, latitude] = [Number(value.longitude), Number(value.latitude)];
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return 'unreadable';
  const found = territory.locate(longitude, latitude);
  return found.outcome === 'outside' ? 'unreadable' : region(parseCode(found.commune.code)?.region);
};

const readings = {
  code,
  organisation,
  bureau,
  act,
  queue,
  payment,
  order: reference('D'),
  reference: reference(''),
  point,
} as const;
type Kind = keyof typeof readings;
type TextKind = Exclude<Kind, 'point'>;

/** Follows `a.b` and `a.0.b` through what was sent, which may be anything. */
const member = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
      value,
    );

export const inPath = (kind: TextKind, name: string): Place => ({
  of: ({ params }) => readings[kind](params[name]),
  readsBody: false,
  name: `{${name}}`,
});

export const inQuery = (kind: TextKind, name: string): Place => ({
  of: ({ query }) => readings[kind](query[name]),
  readsBody: false,
  name: `?${name}`,
});

export const inBody = (kind: Kind, path: string): Place => ({
  of({ body, territory }) {
    if (typeof body !== 'object') return 'unreadable';
    const value = member(body, path);
    return kind === 'point' ? point(value, territory) : readings[kind](value);
  },
  readsBody: true,
  name: path,
});

/** `?longitude=…&latitude=…` */
export const pointInQuery: Place = {
  of: ({ query: { longitude, latitude }, territory }) =>
    longitude === undefined || latitude === undefined ? undefined : point({ longitude, latitude }, territory),
  readsBody: false,
  name: '?longitude&latitude',
};
