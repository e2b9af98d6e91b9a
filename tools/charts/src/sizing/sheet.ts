import { stringify } from 'yaml';
import { classNames, classOf, coresAtPeak, regions, type SizeClass, shareOf, sizeClasses } from './classes.ts';
import * as m from './measures.ts';

const MADE = 'Made by `npm run deploy:sizing` from tools/charts/src/sizing/measures.ts: change it there.';

/** `deploy/charts/jamaa/sizes/<class>.yaml`. */
export const sizeFile = (size: SizeClass): string =>
  `# ${MADE}\n${stringify(size.workloads, { lineWidth: 120, collectionStyle: 'any' })}`;

/** Requests of one cell at its ordinary replicas, and at the most of them. */
export function requests(size: SizeClass): Record<'min' | 'max', { pods: number; cores: number; gib: number }> {
  const sum = (which: 'min' | 'max') =>
    Object.values(size.workloads).reduce(
      (all, one) => {
        const pods = one.replicas[which];
        return {
          pods: all.pods + pods,
          cores: all.cores + (pods * Number.parseInt(one.cpu, 10)) / 1_000,
          gib: all.gib + (pods * Number.parseInt(one.memory, 10)) / 1_024,
        };
      },
      { pods: 0, cores: 0, gib: 0 },
    );
  return { min: sum('min'), max: sum('max') };
}

/** What the database and the broker of a cell ask for: three members each. Judged, not measured: real MongoDB does not run here. */
export const serverRequests = {
  small: { mongodb: { cpu: '250m', memory: '2Gi' }, nats: { cpu: '100m', memory: '256Mi' } },
  medium: { mongodb: { cpu: '500m', memory: '4Gi' }, nats: { cpu: '250m', memory: '512Mi' } },
  large: { mongodb: { cpu: '1', memory: '8Gi' }, nats: { cpu: '500m', memory: '1Gi' } },
  hub: { mongodb: { cpu: '500m', memory: '4Gi' }, nats: { cpu: '250m', memory: '512Mi' } },
} as const;

const one = (value: number): string => value.toFixed(1);
const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** `docs/operations/sizing.md`. */
export function sheet(): string {
  const sizes = sizeClasses();
  const all = regions();
  const country = all.reduce((sum, { population }) => sum + population, 0);
  const sizeNamed = (wanted: SizeClass['name']): SizeClass => {
    const found = sizes.find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(`no size class ${wanted}`);
    return found;
  };
  const sizeOf = (population: number): SizeClass => sizeNamed(classOf(population));
  const hub = sizeNamed('hub');
  const regionRows = all.map(({ code, name, population }) => {
    const size = sizeOf(population);
    const { min, max } = requests(size);
    return [
      code,
      name,
      population.toLocaleString('en'),
      percent(population / country),
      size.name,
      `${min.pods} / ${max.pods}`,
      `${one(min.cores)} / ${one(max.cores)}`,
      `${one(min.gib)} / ${one(max.gib)}`,
      `3 × ${size.diskGi}`,
    ];
  });
  const cells = [...all.map(({ population }) => sizeOf(population)), hub];
  const total = (which: 'min' | 'max', what: 'pods' | 'cores' | 'gib'): number =>
    cells.reduce((sum, size) => sum + requests(size)[which][what], 0);
  const components = Object.keys(m.measured);
  return `# Sizing

${MADE} A test compares this page and the chart's \`sizes/\` with it.

## What there is to carry, in the whole country

${table(
  ['', 'peak a second', 'from'],
  [
    [
      'complaints',
      String(m.load.complaints),
      'ten times a mature 1.5 million a year: 15 million, mean 2.1/s, peak 10/s; the worst burst on record was 165,445 in 18 days of May 2020',
    ],
    ['civil events, extracts and copies', String(m.load.civil), '11.1 million a year, mean 1.5/s'],
    [
      'reads',
      m.load.reads.toLocaleString('en'),
      '200 million a month: mean 77/s, ordinary peak 460/s, in a crisis 1,400/s',
    ],
  ],
)}

A région gets its share by population (census of 2024). A class is made for its most populous région: ${sizes
    .filter(({ name }) => name !== 'hub')
    .map(({ name, share }) => `${name} ${percent(share)}`)
    .join(
      ', ',
    )} of the country. Below a million inhabitants: small; below four: medium. The hub's own cases, of national
bodies, are taken to be those of a medium région; but its ${m.national.join(' and ')} carry the whole country (share 100 %): everybody may come by the
national address, and the events of every cell are read there.

## What a process needs

Processor time of one complaint from deposit to answer, and memory, with a million complaints stored:
\`npm run bench -- --rows 1000000 --flow complaint --rate 20 --for 60s\` (two cores, Node 24.21). **Assumed, not measured**: the cost of civil acts
and of reads, and all of insights and of the national gateway, which are taken to need what sla and the gateway need. Cores = share × Σ peak × cost; a pod asks for what lets ${m.LEAST_REPLICAS} of them carry that at ${m.TARGET * 100} % (the autoscaler's target), at least
${m.LEAST_MILLICORES}m; the most replicas carry ${m.HEADROOM} times the peak. Memory is ${m.MEMORY_ROOM} times what was measured, and is also the limit.

${table(
  [
    '',
    'ms a complaint',
    'ms a civil act',
    'ms a read',
    'MB',
    ...sizes.map(({ name }) => `cores at peak, ${name}`),
    ...sizes.map(({ name }) => `a pod, replicas: ${name}`),
  ],
  components.map((component) => [
    component,
    String(m.measured[component]?.complaintMs ?? ''),
    String(m.assumed[component]?.civilMs ?? ''),
    String(m.assumed[component]?.readMs ?? ''),
    String(m.measured[component]?.memoryMb ?? ''),
    ...sizes.map((size) => {
      const share = shareOf(component, size);
      return share === undefined ? '' : coresAtPeak(component, share).toFixed(3);
    }),
    ...sizes.map(({ workloads }) => {
      const size = workloads[component];
      return size === undefined ? '' : `${size.cpu}, ${size.memory}, ${size.replicas.min}–${size.replicas.max}`;
    }),
  ]),
)}

The volume is modest: what decides is that two of everything run, each with its copy of the kingdom in memory.

## What the régions ask for

Ordinary / most. Disk is of the database: ${m.ROWS_A_YEAR / 1e6} million rows a year in the country, ${m.YEARS} years, ${m.BYTES_PER_COMPLAINT / 1_000} kB each as measured with journal and indexes, doubled; at the hub
${m.COMPLAINTS_A_YEAR / 1e6} million rows a year more for the nation's figures, ${m.BYTES_PER_FIGURE / 1_000} kB each (assumed).

${table(
  ['', 'région', 'inhabitants', 'share', 'class', 'pods', 'cores', 'GiB', 'database, GiB'],
  [
    ...regionRows,
    [
      '00',
      'national',
      '',
      '',
      hub.name,
      ...(['pods', 'cores', 'gib'] as const).map((what) => {
        const { min, max } = requests(hub);
        return what === 'pods' ? `${min.pods} / ${max.pods}` : `${one(min[what])} / ${one(max[what])}`;
      }),
      `3 × ${hub.diskGi}`,
    ],
    [
      '',
      '**nation**',
      country.toLocaleString('en'),
      '',
      '',
      ...(['pods', 'cores', 'gib'] as const).map((what) =>
        what === 'pods'
          ? `**${total('min', what)} / ${total('max', what)}**`
          : `**${one(total('min', what))} / ${one(total('max', what))}**`,
      ),
      '',
    ],
  ],
)}

Beside them, in each cell, three members each of the database and the broker (judged, not measured: neither a real MongoDB nor a cluster runs
where this was made; the hub's database and broker hold its own cases, and the figures of all):

${table(
  ['class', 'MongoDB, a member', 'NATS, a member'],
  classNames.map((name) => {
    const { mongodb, nats } = serverRequests[name];
    return [name, `${mongodb.cpu}, ${mongodb.memory}`, `${nats.cpu}, ${nats.memory}`];
  }),
)}
`;
}
