import { mailbox } from '@jamaa/e2e';
import { type AuditHead, deadLetterRows, inboxRows, type JournalRow, journalRows, verifyChain } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import type { Connection } from 'mongoose';
import { openDatabase } from '../support/platform.ts';

/** A complaint as intake's database holds it, as far as these tests look. */
export interface StoredCase {
  readonly _id: string;
  readonly reference: string;
  readonly state: string;
  readonly version: number;
  readonly organisation: string;
  readonly unit: string;
  readonly auditHead: AuditHead;
  readonly timeline: readonly { readonly version: number; readonly event: string }[];
}

/** One message of one complaint on one channel, as the delivery log of notifications holds it. */
export interface StoredMessage {
  readonly _id: string;
  readonly complaintId: string;
  readonly template: string;
  readonly channel: string;
  readonly state: string;
}

/** What the databases and the mailbox say about the complaints that carry a mark. */
export interface Evidence {
  cases(): Promise<StoredCase[]>;
  /** Waits until nothing is on its way any more: all published, all applied, all messages ended. */
  untilSettled(): Promise<StoredCase[]>;
  /** Aggregates with an event or an audit entry, but without their case: what a half-written deposit would leave. */
  orphans(): Promise<string[]>;
  /** Versions in the journal of a service, in order, by complaint. */
  journal(service: 'intake' | 'routing', ids: readonly string[]): Promise<Map<string, number[]>>;
  /** Not yet published, of any aggregate. */
  pending(service: string): Promise<number>;
  /** Last version applied by a consumer, by aggregate; negative when the aggregate is parked. */
  applied(consumer: string, source: string, ids: readonly string[]): Promise<Map<string, number>>;
  deadLetters(service: string): Promise<number>;
  brokenChains(cases: readonly StoredCase[]): Promise<string[]>;
  clocks(ids: readonly string[]): Promise<Map<string, string[]>>;
  messages(ids: readonly string[]): Promise<StoredMessage[]>;
  /** Deliveries in the mailbox by the key of the message. */
  deliveries(): Promise<Map<string, number>>;
  close(): Promise<void>;
}

/**
 * The consumers of the platform: who applies whose events, and the version of the last that concerns it. A case has two here;
 * routing reads the second as well, because it learns from how people correct it.
 */
export const consumers = [
  ['routing', 'intake', 2],
  ['sla', 'intake', 2],
  ['notifications', 'intake', 2],
  ['intake', 'routing', 1],
] as const;

const SETTLE_MS = 120_000;

export async function openEvidence(mark: string): Promise<Evidence> {
  const server = await openDatabase();
  const of = (service: string): Connection => server.useDb(`jamaa_${service}`, { useCache: true });
  const cases = async (): Promise<StoredCase[]> => {
    const all = await of('intake')
      .collection<StoredCase & { description: string }>('complaints')
      .find({})
      .project<StoredCase & { description: string }>({
        reference: 1,
        state: 1,
        version: 1,
        organisation: 1,
        unit: 1,
        auditHead: 1,
        'timeline.version': 1,
        'timeline.event': 1,
        description: 1,
      })
      .toArray();
    return all.filter((one) => one.description.endsWith(mark));
  };
  const pending = (service: string) => journalRows(of(service)).countDocuments({ pending: true });
  const applied: Evidence['applied'] = async (consumer, source, ids) => {
    const rows = await inboxRows(of(consumer))
      .find({ _id: { $in: ids.map((id) => `${source}:${id}`) } })
      .toArray();
    return new Map(rows.map((row) => [row._id.slice(source.length + 1), row.parked ? -row.version : row.version]));
  };
  const messages: Evidence['messages'] = async (ids) =>
    of('notifications')
      .collection<StoredMessage>('messages')
      .find({ complaintId: { $in: [...ids] } })
      .toArray();
  /** What is on its way still, in words for whoever reads the failure. */
  const underWay = async (): Promise<string[]> => {
    const all = await cases();
    const unrouted = all.filter((one) => one.state !== 'assigned').length;
    if (unrouted > 0) return [`${unrouted} of ${all.length} cases not assigned`];
    const ids = all.map((one) => one._id);
    const found: string[] = [];
    for (const service of ['intake', 'routing', 'sla']) {
      const count = await pending(service);
      if (count > 0) found.push(`${count} events of ${service} not published`);
    }
    for (const [consumer, source, last] of consumers) {
      const versions = await applied(consumer, source, ids);
      const behind = new Set(ids.map((id) => versions.get(id)).filter((version) => version !== last));
      if (behind.size > 0) found.push(`${consumer} has applied ${[...behind].join(' and ')} of ${source}, not ${last}`);
    }
    const open = (await messages(ids)).filter((one) => ['queued', 'sending'].includes(one.state)).length;
    return open === 0 ? found : [...found, `${open} messages not sent`];
  };
  return {
    cases,
    pending,
    applied,
    messages,
    async untilSettled() {
      let missing: readonly string[] = [];
      await until(
        'everything routed, published, applied and told',
        async () => {
          missing = await underWay();
          return missing.length === 0;
        },
        SETTLE_MS,
      ).catch((error: unknown) => {
        throw new Error(`still under way: ${missing.join(', ')}`, { cause: error });
      });
      return cases();
    },
    async orphans() {
      const known = new Set((await of('intake').collection('complaints').distinct('_id')).map(String));
      // Codes, registers and templates have events and audit entries of their own.
      const told = await Promise.all([
        of('intake').collection('events').distinct('aggregateId', { aggregateType: 'complaint' }),
        of('intake').collection('audit').distinct('aggregateId', { action: 'submit' }),
      ]);
      return told
        .flat()
        .map(String)
        .filter((id) => !known.has(id));
    },
    async journal(service, ids) {
      const rows = await journalRows(of(service))
        .find({ aggregateId: { $in: [...ids] } })
        .project<Pick<JournalRow, 'aggregateId' | 'version'>>({ aggregateId: 1, version: 1 })
        .sort({ aggregateId: 1, version: 1 })
        .toArray();
      return collect(rows.map((row) => [row.aggregateId, row.version]));
    },
    deadLetters: (service) => deadLetterRows(of(service)).countDocuments({}),
    async brokenChains(all) {
      const broken: string[] = [];
      for (const one of all) {
        if ((await verifyChain(of('intake'), one._id, one.auditHead)) !== undefined) broken.push(one.reference);
      }
      return broken;
    },
    async clocks(ids) {
      const rows = await of('sla')
        .collection<{ complaintId: string; kind: string }>('clocks')
        .find({ complaintId: { $in: [...ids] } })
        .project<{ complaintId: string; kind: string }>({ complaintId: 1, kind: 1 })
        .toArray();
      return collect(rows.map((row) => [row.complaintId, row.kind]));
    },
    async deliveries() {
      const response = await fetch(`${mailbox}/messages?limit=9999`);
      const { messages: all } = (await response.json()) as { messages: { key: string }[] };
      const count = new Map<string, number>();
      // A Message-ID is the key and a domain.
      for (const { key } of all) {
        const plain = key.replace(/^<?([0-9a-f]+).*$/, '$1');
        count.set(plain, (count.get(plain) ?? 0) + 1);
      }
      return count;
    },
    close: () => server.close(),
  };
}

function collect<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const [key, value] of pairs) map.set(key, [...(map.get(key) ?? []), value]);
  return map;
}
