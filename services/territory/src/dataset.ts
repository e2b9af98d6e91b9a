import { createHash } from 'node:crypto';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { z } from 'zod';
import { TerritoryError } from './errors.ts';
import type { Territory } from './types.ts';

/** Each part is the file's bytes (UTF-8 JSON) or the object already parsed from them. */
export interface DatasetSource {
  readonly territories: Uint8Array | object;
  readonly boundaries: Uint8Array | object;
}

export type BoundaryTopology = Topology<{ communes: GeometryCollection; arrondissements: GeometryCollection }>;

export interface Dataset {
  readonly version: string;
  readonly territories: readonly Territory[];
  readonly topology: BoundaryTopology;
}

const text = z.string().min(1);
const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);

const territory = z.strictObject({
  code: z.string().regex(/^\d{2}(\.\d{3}(\.\d{2}(\.(\d{2}|0))?)?)?$/),
  kind: z.enum([
    'region',
    'prefecture',
    'province',
    'prefecture-arrondissements',
    'cercle',
    'commune',
    'arrondissement',
  ]),
  parent: text.nullable(),
  name: z.strictObject({ ar: text, fr: text }),
  population: z.int().nonnegative(),
  urban: z.boolean().optional(),
  codes2014: z.array(text).optional(),
  supervision: text.optional(),
  point: z.tuple([longitude, latitude]),
  bbox: z.tuple([longitude, latitude, longitude, latitude]),
});

const territoriesFile = z.strictObject({ schema: z.literal(1), territories: z.array(territory).min(1) });

const ring = z.array(z.array(z.int()).min(1));
const geometry = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('Polygon'), id: text, arcs: ring }),
  z.looseObject({ type: z.literal('MultiPolygon'), id: text, arcs: z.array(ring) }),
]);
const layer = z.looseObject({ type: z.literal('GeometryCollection'), geometries: z.array(geometry) });
const pair = z.tuple([z.number(), z.number()]);
// Arcs are checked by a loop of their own below: half a million tuples through a schema take seconds.
const boundariesFile = z.looseObject({
  type: z.literal('Topology'),
  transform: z.looseObject({ scale: pair, translate: pair }).optional(),
  objects: z.looseObject({ communes: layer, arrondissements: layer }),
  arcs: z.array(z.unknown()),
});

/** @throws TerritoryError `malformed-dataset`, its field the file and the path in it */
export function readDataset(source: DatasetSource): Dataset {
  const territories = parse('territories', source.territories);
  const boundaries = parse('boundaries', source.boundaries);
  const records = check('territories', territoriesFile, territories).territories;
  check('boundaries', boundariesFile, boundaries);
  const topology = boundaries as BoundaryTopology;
  checkArcs(topology);
  const hash = createHash('sha256').update(JSON.stringify(territories)).update('\n').update(JSON.stringify(boundaries));
  return { version: hash.digest('hex'), territories: records, topology };
}

function parse(file: string, value: Uint8Array | object): unknown {
  if (!(value instanceof Uint8Array)) return value;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value));
  } catch (cause) {
    throw new TerritoryError('malformed-dataset', file, 'is not JSON in UTF-8', { cause });
  }
}

function check<T>(file: string, schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = (issue?.path ?? []).map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  throw new TerritoryError('malformed-dataset', `${file}${path}`, issue?.message ?? 'is malformed');
}

function checkArcs(topology: BoundaryTopology): void {
  topology.arcs.forEach((arc, index) => {
    const sound = Array.isArray(arc) && arc.length >= 2 && arc.every(isPosition);
    if (!sound)
      throw new TerritoryError('malformed-dataset', `boundaries.arcs[${index}]`, 'is not a line of positions');
  });
  const last = topology.arcs.length - 1;
  for (const name of ['communes', 'arrondissements'] as const) {
    for (const shape of topology.objects[name].geometries) {
      const used: number[] = 'arcs' in shape ? shape.arcs.flat(3) : [];
      if (used.some((arc) => (arc < 0 ? ~arc : arc) > last)) {
        throw new TerritoryError(
          'malformed-dataset',
          `boundaries.objects.${name}`,
          `${shape.id} uses an arc that is not there`,
        );
      }
    }
  }
}

function isPosition(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);
}
