import type { BoundaryTopology, Territory } from '../src/index.ts';

type Ring = [number, number][];

/** A made-up région of square communes, one a code, each given as its rings; neighbours need not share arcs. */
export function plain(communes: Readonly<Record<string, Ring[]>>): {
  territories: object;
  boundaries: BoundaryTopology;
} {
  const common = { name: { ar: 'جماعة', fr: 'Commune' }, population: 1, point: [0, 0], bbox: [0, 0, 0, 0] } as const;
  const territories: Territory[] = [
    { code: '01', kind: 'region', parent: null, ...common },
    { code: '01.100', kind: 'province', parent: '01', ...common },
    ...Object.keys(communes).map((code) => ({
      code,
      kind: 'commune' as const,
      parent: '01.100',
      urban: true,
      ...common,
    })),
  ];
  const arcs = Object.values(communes).flat();
  let next = 0;
  const geometries = Object.entries(communes).map(([id, rings]) => ({
    type: 'Polygon' as const,
    id,
    arcs: rings.map(() => [next++]),
  }));
  const boundaries: BoundaryTopology = {
    type: 'Topology',
    objects: {
      communes: { type: 'GeometryCollection', geometries },
      arrondissements: { type: 'GeometryCollection', geometries: [] },
    },
    arcs,
  };
  return { territories: { schema: 1, territories }, boundaries };
}

/** A square with its lower left corner at (x, y), in degrees. */
export function square(x: number, y: number, side: number): Ring {
  return [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ];
}
