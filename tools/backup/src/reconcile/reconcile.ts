import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bytesOf,
  epochRows,
  journalRows,
  type LiveBus,
  markReconciled,
  noteLostNumbers,
  raiseEpoch,
  VERSIONS_PER_EPOCH,
} from '@jamaa/kit';
import type { KnownAggregate } from '@jamaa/proto/insights/v1/insights';
import type { Connection } from 'mongoose';
import { writeWhole } from '../archive/layout.ts';
import {
  aggregatesOf,
  csvOf,
  type Heard,
  heardOf,
  type LostAggregate,
  type LostEvent,
  needsPeople,
  type Restored,
  type Subject,
  saidBy,
  subjectOf,
  workOf,
} from './beyond.ts';
import { beyondJournal, forgetStream } from './broker.ts';
import { beyondAtHub, type HubKnows } from './hub.ts';
import { aheadOfJournal } from './inboxes.ts';

export interface CellService {
  readonly name: string;
  readonly connection: Connection;
}

export interface ReconcileSettings {
  /** What the hub has applied of this cell; `undefined` where there is none. */
  readonly hub?: HubKnows | undefined;
  /** Where the lists go; made when it is not there. */
  readonly folder: string;
  readonly operator: string;
  readonly now: () => Date;
  readonly tell: (line: string) => void;
}

export interface Reconciled {
  readonly services: readonly string[];
  readonly point: Date | undefined;
  readonly looked: number;
  readonly events: number;
  readonly aggregates: readonly LostAggregate[];
  /** Versions of which only who has applied them tells: a service of the cell, or the hub. They are among the aggregates too. */
  readonly unexplained: readonly Heard[];
  readonly withoutStream: readonly string[];
}

/** The broker stamps a message when it takes it, after the commit; clocks of machines differ by less. */
const MARGIN_MS = 3_600_000;

/**
 * Compares restored journals with what the broker, the hub and the other services of the cell know beyond them. What is found is on disk, and
 * its numbers are blocked, before a stream is forgotten; then services may start. Services must not run. May be run again.
 */
export async function reconcile(
  bus: LiveBus | undefined,
  services: readonly CellService[],
  s: ReconcileSettings,
): Promise<Reconciled> {
  const restored: { service: CellService; point: Date; epoch: number }[] = [];
  const others: CellService[] = [];
  for (const service of services) {
    const row = await epochRows(service.connection).findOne({ _id: 'current' });
    if (row === null || row.reconciledAt !== undefined) others.push(service);
    else restored.push({ service, point: row.point, epoch: row.epoch });
  }
  const lost: LostEvent[] = [];
  const unexplained: Heard[] = [];
  const withoutStream: string[] = [];
  let looked = 0;
  for (const { service, point } of restored) {
    const since = new Date(point.getTime() - MARGIN_MS);
    const beyond = bus === undefined ? undefined : await beyondJournal(bus, service.name, since, knownTo(service));
    if (beyond === undefined) withoutStream.push(service.name);
    looked += beyond?.looked ?? 0;
    const found = beyond?.lost ?? [];
    lost.push(...found);
    const explained = new Set(found.map(({ aggregateId, version }) => `${aggregateId} ${version}`));
    const atHub = s.hub === undefined ? [] : await beyondAtHub(service, s.hub, point);
    const ahead = [...(await aheadOfJournal(service, others, since)), ...atHub.map(heardAtHub)];
    unexplained.push(...ahead.filter(({ id, version }) => !explained.has(`${id} ${version}`)));
    s.tell(
      `${service.name}: ${beyond === undefined ? 'no stream' : `${beyond.looked} events of the broker looked at`}, ${found.length} beyond the restore point${s.hub === undefined ? '' : `, ${atHub.length} at the hub`}`,
    );
  }
  const restoredOf = await restoredSubjects(
    restored.map(({ service }) => service),
    [...lost.map(({ service, aggregateId: id }) => ({ service, id })), ...unexplained],
  );
  const aggregates = merged(aggregatesOf(lost, restoredOf), heardOf(unexplained, restoredOf));
  await writeLists(s, lost, aggregates, unexplained);
  for (const { service, point, epoch } of restored) {
    const { connection, name } = service;
    const own = aggregates.filter((one) => one.service === name && !one.restored && one.reference !== '');
    await noteLostNumbers(
      connection,
      own.map(({ id, reference }) => ({ id, reference })),
      s.now(),
    );
    const highest = [
      ...lost.filter((one) => one.service === name),
      ...unexplained.filter((one) => one.service === name),
    ];
    const seen = Math.max(0, ...highest.map(({ version }) => Math.floor(version / VERSIONS_PER_EPOCH)));
    // Restored once before, to a point that this archive knows nothing of.
    if (seen >= epoch) await raiseEpoch(connection, { at: s.now(), point, atLeast: seen + 1 });
    if (bus !== undefined && !withoutStream.includes(name)) await forgetStream(bus, name);
    await markReconciled(connection, s.operator, s.now());
  }
  return {
    services: restored.map(({ service }) => service.name),
    point: restored.map(({ point }) => point).sort((a, b) => a.getTime() - b.getTime())[0],
    looked,
    events: lost.length,
    aggregates,
    unexplained,
    withoutStream,
  };
}

const knownTo =
  ({ connection }: CellService) =>
  async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const rows = await journalRows(connection)
      .find({ _id: { $in: [...ids] } })
      .project<{ _id: string }>({ _id: 1 })
      .toArray();
    return new Set(rows.map(({ _id }) => _id));
  };

/** One line for each aggregate: what the broker tells says more, and who else knows of it stands beside. */
function merged(told: readonly LostAggregate[], heard: readonly LostAggregate[]): LostAggregate[] {
  const rest = new Map(heard.map((one) => [`${one.service} ${one.id}`, one]));
  const lines = told.map((one): LostAggregate => {
    const key = `${one.service} ${one.id}`;
    const also = rest.get(key);
    rest.delete(key);
    if (also === undefined) return one;
    const versions = [...new Set([...one.versions, ...also.versions])].sort((a, b) => a - b);
    return { ...one, reference: one.reference || also.reference, versions, knownBy: `${one.knownBy} ${also.knownBy}` };
  });
  // Work first: what follows its case by itself stands below.
  return [...lines, ...rest.values()].sort((a, b) => Number(needsPeople(b)) - Number(needsPeople(a)));
}

const heardAtHub = (one: KnownAggregate): Heard => ({
  service: one.service,
  id: one.aggregateId,
  version: one.version,
  at: one.appliedAt,
  seenBy: 'hub',
  // Of a clock it is the case that the hub describes.
  ...(one.service === 'intake' ? { state: one.standing } : {}),
  ...{ reference: one.reference, category: one.category, territory: one.commune },
});

/** What the restored journals say last of the aggregates that were heard of. */
async function restoredSubjects(
  services: readonly CellService[],
  heard: readonly { readonly service: string; readonly id: string }[],
): Promise<Restored> {
  const found = new Map<string, Subject>();
  for (const { name, connection } of services) {
    const ids = new Set(heard.filter(({ service }) => service === name).map(({ id }) => id));
    for (const aggregateId of ids) {
      const [last] = await journalRows(connection).find({ aggregateId }).sort({ version: -1 }).limit(1).toArray();
      if (last !== undefined)
        found.set(`${name} ${aggregateId}`, subjectOf({ type: last.type, data: bytesOf(last.data) }));
    }
  }
  return (service, id) => found.get(`${service} ${id}`);
}

async function writeLists(
  s: ReconcileSettings,
  lost: readonly LostEvent[],
  aggregates: readonly LostAggregate[],
  unexplained: readonly Heard[],
): Promise<void> {
  await mkdir(s.folder, { recursive: true, mode: 0o700 });
  const events = lost.map(({ data, ...event }) =>
    JSON.stringify({ ...event, data: Buffer.from(data).toString('base64'), says: saidBy({ type: event.type, data }) }),
  );
  await writeWhole(join(s.folder, 'events.jsonl'), events.map((line) => `${line}\n`).join(''));
  await writeWhole(join(s.folder, 'beyond-the-restore-point.csv'), csvOf(aggregates));
  await writeWhole(join(s.folder, 'beyond-the-restore-point.json'), JSON.stringify(workOf(aggregates), null, 2));
  await writeWhole(join(s.folder, 'unexplained.json'), JSON.stringify(unexplained));
  s.tell(`lists in ${s.folder}`);
}
