import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { domainOf, HUB } from '@jamaa/kit';
import { parse } from 'yaml';
import { z } from 'zod';
import { overlayOf } from './overlays.ts';
import { chart } from './paths.ts';
import { classNames } from './sizing/classes.ts';

/** Port on which the hub's broker takes leaf nodes. */
const LEAFS = 7422;

const values = z.object({
  cell: z.string(),
  sizeClass: z.enum(classNames),
  parts: z.object({ storageClass: z.string() }),
  cells: z.object({ domain: z.string(), hub: z.string(), regions: z.array(z.string()) }),
});

export type CellValues = z.infer<typeof values>;

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const over = (below: Tree, above: Tree): Tree => ({
  ...below,
  ...Object.fromEntries(
    Object.entries(above).map(([key, value]) => {
      const under = below[key];
      return [key, isTree(under) && isTree(value) ? over(under, value) : value];
    }),
  ),
});

/** What a cell's overlay says, above the chart's values, as far as the chart's templates are not the ones to read it. */
export function valuesOf(cell: string): CellValues {
  const read = (file: string): Tree => parse(readFileSync(file, 'utf8')) as Tree;
  return values.parse(over(read(join(chart, 'values.yaml')), read(overlayOf(cell))));
}

/** Codes of the cells that a cell knows, the hub the first. */
export const othersOf = ({ cell, cells }: CellValues): readonly string[] => [
  ...(cells.hub === '' ? [] : [cells.hub]),
  ...cells.regions.filter((code) => code !== cell),
];

/** Cells in whose JetStream domains services of this one read: a région the hub's, the hub those of all. */
export function readsOf(of: CellValues): readonly string[] {
  if (of.cells.hub !== '') return [of.cells.hub];
  return of.cell === HUB ? othersOf(of) : [];
}

/** As whom the brokers of régions reach the hub's, by région code; nobody where this is not the hub. */
export const leafUsers = (of: CellValues): ReadonlyMap<string, string> =>
  new Map(of.cell === HUB ? othersOf(of).map((code) => [code, domainOf(code)]) : []);

/** Address of the hub's broker for a région's, with its name and password; `undefined` where there is no hub above. */
export const hubLink = ({ cell, cells }: CellValues, password: string): string | undefined =>
  cells.hub === '' ? undefined : `tls://${domainOf(cell)}:${password}@nats.${cells.hub}.${cells.domain}:${LEAFS}`;
