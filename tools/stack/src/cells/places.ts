import { join } from 'node:path';
import { domainOf, HUB } from '@jamaa/kit';
import { type Ports, root, type ServiceName } from '../layout.ts';
import type { Place } from '../platform/place.ts';
import type { StackSecrets } from '../platform/secrets.ts';

/** A stack among others, before it is started. */
export interface Member {
  readonly cell: string;
  readonly ports: Ports;
  readonly secrets: StackSecrets;
}

/** What runs in a cell here, and at the hub, which is one of its own: the complaint and what it needs. */
export const cellServices: readonly ServiceName[] = [
  'directory',
  'gis',
  'intake',
  'routing',
  'sla',
  'notifications',
  'attachments',
  'insights',
];
/** Which service of the hub reads which stream of every cell, and the other way round. */
export const hubReads = { insights: ['intake', 'sla'] } as const;
export const cellsRead = { directory: ['directory'], sla: ['sla'] } as const;
/** Each hands complaints, or their files, to its counterparts in other cells. */
const counterparts = ['intake', 'attachments'];

/** Services of another cell that call services of this one: `here` must know the public halves of their keys. */
export function callersFrom(other: string, here: string): readonly string[] {
  const reading = other === HUB ? Object.keys(hubReads) : here === HUB ? Object.keys(cellsRead) : [];
  return [...new Set([...counterparts, ...reading])];
}

const rpc = (member: Member, service: ServiceName): string => `127.0.0.1:${member.ports.rpc(service)}`;
const list = (members: readonly Member[], service: ServiceName): string =>
  members.map((member) => `${member.cell}=${rpc(member, service)}`).join(',');

/** The readers, as `service@cell`, of a service's stream at the hub or in a cell. */
function readers(
  reads: Readonly<Record<string, readonly string[]>>,
  service: string,
  cells: readonly string[],
): string {
  const reading = Object.keys(reads).filter((reader) => reads[reader]?.includes(service));
  return reading.flatMap((reader) => cells.map((cell) => `${reader}@${cell}`)).join(',');
}

export function placeOfHub(hub: Member, cells: readonly Member[]): Place {
  const codes = cells.map(({ cell }) => cell);
  return {
    cell: hub.cell,
    reads: codes,
    broker: {
      domain: domainOf(hub.cell),
      leafs: {
        port: hub.ports.leafs,
        users: cells.map(({ cell, secrets }) => ({ name: domainOf(cell), password: secrets.password('leaf') })),
      },
    },
    more: (name) => ({
      ...(name === 'gateway' ? { TRUSTED_PROXIES: '1' } : {}),
      READERS: readers(cellsRead, name, codes),
      ...(name === 'intake' || name === 'attachments' ? { CELLS: list(cells, name) } : {}),
      ...(name === 'insights'
        ? {
            CONSUME: [hub.cell, ...codes].join(','),
            INTAKE_CELLS: list(cells, 'intake'),
            SLA_CELLS: list(cells, 'sla'),
          }
        : {}),
    }),
    beside: [nationalGateway(hub, [hub, ...cells])],
  };
}

export function placeOfCell(cell: Member, hub: Member, all: readonly Member[]): Place {
  const others = all.filter((one) => one.cell !== cell.cell);
  return {
    cell: cell.cell,
    reads: [hub.cell],
    shared: hub.ports,
    broker: {
      domain: domainOf(cell.cell),
      hub: { url: `nats://${domainOf(cell.cell)}:${cell.secrets.password('leaf')}@127.0.0.1:${hub.ports.leafs}` },
    },
    more: (name) => ({
      ...(name === 'gateway' ? { TRUSTED_PROXIES: '1' } : {}),
      READERS: readers(hubReads, name, [hub.cell]),
      ...(name === 'intake' || name === 'attachments' ? { CELLS: list(others, name) } : {}),
      ...(name === 'directory' || name === 'sla' ? { HUB_ADDRESS: rpc(hub, name) } : {}),
    }),
  };
}

const nationalGateway = (hub: Member, members: readonly Member[]) => ({
  name: 'national-gateway',
  script: join(root, 'gateway/src/national/main.ts'),
  env: {
    NODE_ENV: 'development',
    PORT: String(hub.ports.national),
    ADMIN_PORT: String(hub.ports.admin('national')),
    CELLS: members.map(({ cell, ports }) => `${cell}=http://127.0.0.1:${ports.gateway}`).join(','),
  },
  readyAt: `http://127.0.0.1:${hub.ports.admin('national')}/readyz`,
});
