import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';
import * as m from './measures.ts';

/** Of régions by their population, and the hub. */
export const classNames = ['small', 'medium', 'large', 'hub'] as const;
export type ClassName = (typeof classNames)[number];

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly population: number;
}

export interface Workload {
  readonly replicas: { readonly min: number; readonly max: number };
  /** Request of one pod, `250m`. */
  readonly cpu: string;
  readonly memory: string;
}

export interface SizeClass {
  readonly name: ClassName;
  /** Share of the country's population of the largest région in it; the hub's own cases are taken to be those of a medium région. */
  readonly share: number;
  readonly workloads: Readonly<Record<string, Workload>>;
  readonly diskGi: number;
}

/** Below a million inhabitants small, below four medium. */
export const classOf = (population: number): Exclude<ClassName, 'hub'> =>
  population < 1_000_000 ? 'small' : population < 4_000_000 ? 'medium' : 'large';

/** The twelve régions by code, with their population at the census of 2024. */
export function regions(): Region[] {
  const file = join(root, 'services/gis/data/territories.json');
  const { territories } = JSON.parse(readFileSync(file, 'utf8')) as {
    territories: { code: string; kind: string; name: { fr: string }; population: number }[];
  };
  return territories
    .filter((one) => one.kind === 'region')
    .map(({ code, name, population }) => ({ code, name: name.fr, population }));
}

/** Cores that a component needs at the peak of `share` of the country, without headroom. */
export function coresAtPeak(component: string, share: number): number {
  const { complaintMs } = m.measured[component] ?? { complaintMs: 0 };
  const { civilMs = 0, readMs = 0 } = m.assumed[component] ?? {};
  const { complaints, civil, reads } = m.load;
  return (share * (complaints * complaintMs + civil * civilMs + reads * readMs)) / 1_000;
}

const up = (value: number, step: number): number => Math.ceil(value / step) * step;

function workload(component: string, share: number): Workload {
  const cores = coresAtPeak(component, share);
  // The ordinary replicas carry the peak at the autoscaler's target; the most of them carry it with headroom.
  const millicores = Math.max(m.LEAST_MILLICORES, up((cores * 1_000) / m.LEAST_REPLICAS / m.TARGET, 25));
  const most = Math.ceil((cores * m.HEADROOM * 1_000) / (millicores * m.TARGET));
  const memory = up((m.measured[component]?.memoryMb ?? 0) * m.MEMORY_ROOM, 64);
  return {
    replicas: { min: m.LEAST_REPLICAS, max: Math.max(m.LEAST_REPLICAS * 2, most) },
    cpu: `${millicores}m`,
    memory: `${memory}Mi`,
  };
}

/** Share of the country's load that a component carries in a class; `undefined` where it does not run. */
export function shareOf(component: string, { name, share }: Pick<SizeClass, 'name' | 'share'>): number | undefined {
  if (name === 'hub') return m.national.includes(component) ? 1 : share;
  return m.hubOnly.includes(component) ? undefined : share;
}

/** The three classes of régions, each made for the most populous one in it, and the hub. */
export function sizeClasses(): SizeClass[] {
  const all = regions();
  const country = all.reduce((sum, one) => sum + one.population, 0);
  return classNames.map((name) => {
    const alike = name === 'hub' ? 'medium' : name;
    const share =
      Math.max(...all.filter((one) => classOf(one.population) === alike).map((one) => one.population)) / country;
    const figures = name === 'hub' ? m.COMPLAINTS_A_YEAR * m.YEARS * m.BYTES_PER_FIGURE : 0;
    const bytes = m.ROWS_A_YEAR * m.YEARS * share * m.BYTES_PER_COMPLAINT + figures;
    return {
      name,
      share,
      workloads: Object.fromEntries(
        Object.keys(m.measured).flatMap((component) => {
          const part = shareOf(component, { name, share });
          return part === undefined ? [] : [[component, workload(component, part)]];
        }),
      ),
      diskGi: up((bytes * 2) / 1024 ** 3, 10),
    };
  });
}
