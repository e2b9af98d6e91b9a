import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

export interface Ports {
  readonly gateway: number;
  readonly issuer: number;
  readonly mailbox: number;
  readonly smtp: number;
  readonly nats: number;
  readonly mongo: number;
  readonly portal: number;
  readonly bank: number;
  readonly post: number;
  /** Where the hub takes the leaf nodes of cells. */
  readonly leafs: number;
  /** The national gateway, in front of all cells. */
  readonly national: number;
  rpc(service: ServiceName): number;
  admin(service: ServiceName | 'gateway' | 'national'): number;
}

export const serviceNames = [
  'directory',
  'gis',
  'intake',
  'routing',
  'sla',
  'notifications',
  'attachments',
  'national-portal',
  'civil-registry',
  'document-orders',
  'insights',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The database of a service, and the beginning of its metrics' names. */
export const databaseOf = (name: string): string => `jamaa_${name.replaceAll('-', '_')}`;

/** What each service asks of others over gRPC; they are named by `<NAME>_ADDRESS`. */
export const peersOf: Readonly<Record<ServiceName, readonly ServiceName[]>> = {
  directory: [],
  gis: [],
  intake: ['gis', 'directory', 'routing', 'sla', 'attachments'],
  routing: ['intake', 'directory'],
  sla: ['intake', 'directory', 'document-orders'],
  notifications: ['intake', 'directory', 'sla', 'document-orders'],
  attachments: ['intake', 'civil-registry'],
  'national-portal': ['intake'],
  'civil-registry': ['gis', 'directory', 'civil-registry', 'attachments'],
  'document-orders': ['directory', 'civil-registry'],
  insights: ['intake', 'sla', 'directory'],
};

/** Every port is derived from the gateway's. */
export function portsFrom(gateway: number): Ports {
  return {
    gateway,
    issuer: gateway + 1,
    mailbox: gateway + 2,
    smtp: gateway + 3,
    nats: gateway + 4,
    mongo: gateway + 5,
    portal: gateway + 6,
    bank: gateway + 7,
    post: gateway + 8,
    leafs: gateway + 9,
    national: gateway + 28,
    rpc: (service) => gateway + 10 + serviceNames.indexOf(service),
    admin: (service) =>
      gateway + (service === 'national' ? 29 : 30 + (service === 'gateway' ? 0 : 1 + serviceNames.indexOf(service))),
  };
}

export const allPorts = (ports: Ports): readonly (readonly [string, number])[] => [
  ['gateway', ports.gateway],
  ['sign-in', ports.issuer],
  ['mailbox', ports.mailbox],
  ['mailbox (SMTP)', ports.smtp],
  ['broker', ports.nats],
  ['database', ports.mongo],
  ['national portal', ports.portal],
  ['bank', ports.bank],
  ['post office', ports.post],
  ['leaf nodes', ports.leafs],
  ['national gateway', ports.national],
  ['national gateway (admin)', ports.admin('national')],
  ['gateway (admin)', ports.admin('gateway')],
  ...serviceNames.flatMap((name) => [
    [`${name} (gRPC)`, ports.rpc(name)] as const,
    [`${name} (admin)`, ports.admin(name)] as const,
  ]),
];
