/** Where things are on the broker. One place, so that streams, permissions and consumers agree. */
export interface Address {
  readonly namespace: string;
  readonly cell: string;
}

/** `jamaa.03.intake.complaint.submitted` for type `jamaa.intake.complaint.submitted.v1`. */
export function subjectOf(address: Address, source: string, type: string): string {
  const match = /^jamaa\.([a-z-]+)\.([a-z-]+)\.([a-z-]+)\.v\d+$/.exec(type);
  if (match === null || match[1] !== source) throw new Error(`event type ${type} does not belong to ${source}`);
  return `${address.namespace}.${address.cell}.${source}.${match[2]}.${match[3]}`;
}

export const streamSubjects = (address: Address, source: string): string =>
  `${address.namespace}.${address.cell}.${source}.>`;

/** `JAMAA_03_INTAKE`. */
export const streamName = (address: Address, source: string): string =>
  `${address.namespace}_${address.cell}_${source}`.toUpperCase();

/**
 * The durable's name is the consuming service's: broker permissions are granted by it. A reader of another cell adds its own cell,
 * because a service of the same name may read the stream at home.
 */
export const durableName = (consumer: string, readerCell?: string): string =>
  readerCell === undefined ? consumer : `${consumer}-${readerCell}`;

/** Code of the hub among cells. */
export const HUB = '00';

/** JetStream domain of a cell's broker; `hub` for the national one. */
export const domainOf = (cell: string): string => (cell === HUB ? 'hub' : `cell-${cell}`);

/** How a stream is named in this service's own rows and metrics: `intake`, and `intake@03` when it is another cell's. */
export const sourceKey = (source: string, from?: string): string => (from === undefined ? source : `${source}@${from}`);
