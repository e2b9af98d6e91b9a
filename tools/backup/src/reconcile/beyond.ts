import * as catalog from '@jamaa/proto/catalog';
import { actionFor, isWork } from './actions.ts';

/** An event that the broker holds and the restored journal does not. */
export interface LostEvent {
  readonly service: string;
  readonly id: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly time: string;
  readonly data: Uint8Array;
}

/** Something that happened to an aggregate and is lost. */
export interface LostStep {
  readonly what: string;
  readonly at: string;
}

/** What is known of one aggregate beyond the restore point: one line of work for people. */
export interface LostAggregate {
  readonly service: string;
  readonly kind: string;
  readonly id: string;
  /** By which people know it; empty where nothing that is known says it. */
  readonly reference: string;
  /** Whether it is in the restored database at all: if so its last steps are lost, else the whole of it. */
  readonly restored: boolean;
  readonly versions: readonly number[];
  /** In their order; empty where only who applied them tells of them. */
  readonly steps: readonly LostStep[];
  readonly from: string;
  readonly until: string;
  readonly last: string;
  /** The last that is known, and what was restored; empty where nothing says it. */
  readonly state: string;
  readonly restoredState: string;
  readonly category: string;
  readonly territory: string;
  readonly organisation: string;
  /** broker, hub, or the service whose inbox tells of it. */
  readonly knownBy: string;
}

interface Codec {
  decode(data: Uint8Array): unknown;
  toJSON(message: never): unknown;
}

const codecs = new Map<string, Codec>(
  Object.values(catalog).flatMap((events) => Object.values(events).map(({ type, codec }) => [type, codec] as const)),
);

type Json = Readonly<Record<string, unknown>>;

/** What an event says, as JSON; empty when the catalog does not know it. Events carry no personal data. */
export function saidBy({ type, data }: Pick<LostEvent, 'type' | 'data'>): Json {
  const codec = codecs.get(type);
  return codec === undefined ? {} : (codec.toJSON(codec.decode(data) as never) as Json);
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** `complaint` of `jamaa.intake.complaint.taken.v1`. */
const partOf = (type: string, index: 2 | 3): string => type.split('.')[index] ?? '';

/** How an event says that its subject stands. */
export interface Subject {
  readonly reference: string;
  readonly state: string;
  readonly category: string;
  readonly territory: string;
  readonly organisation: string;
}

export function subjectOf(event: Pick<LostEvent, 'type' | 'data'>): Subject {
  const said = saidBy(event);
  // Most events say how their subject stands afterwards.
  const subject = { ...said, ...((said['complaint'] ?? said['order'] ?? said['clock'] ?? {}) as Json) };
  return {
    reference: text(subject['reference']) || numberOf(subject),
    state: text(subject['state']),
    category: text(subject['category']),
    territory: text(subject['communeCode'] ?? subject['territory']),
    organisation: text(subject['organisation'] ?? subject['bureauId']),
  };
}

/** What the restored journal says last of an aggregate; `undefined` when it knows nothing of it. */
export type Restored = (service: string, aggregateId: string) => Subject | undefined;

/** One line for each aggregate, in the order in which they were first heard of. */
export function aggregatesOf(events: readonly LostEvent[], restored: Restored): LostAggregate[] {
  const byAggregate = Map.groupBy(events, ({ service, aggregateId }) => `${service} ${aggregateId}`);
  return [...byAggregate.values()].map((group): LostAggregate => {
    const sorted = [...group].sort((a, b) => a.version - b.version);
    const [first, last] = [sorted[0], sorted.at(-1)] as [LostEvent, LostEvent];
    const before = restored(first.service, first.aggregateId);
    return {
      service: first.service,
      kind: partOf(first.type, 2),
      id: first.aggregateId,
      ...subjectOf(last),
      restored: before !== undefined,
      restoredState: before?.state ?? '',
      versions: sorted.map(({ version }) => version),
      steps: sorted.map(({ type, time }) => ({ what: partOf(type, 3), at: time })),
      from: first.time,
      until: last.time,
      last: partOf(last.type, 3),
      knownBy: 'broker',
    };
  });
}

/** What only somebody who has applied it tells of: the hub, or the inbox of another service of the cell. */
export interface Heard extends Partial<Subject> {
  readonly service: string;
  readonly id: string;
  readonly version: number;
  readonly at: Date | undefined;
  readonly seenBy: string;
}

/** Lines for what the broker tells nothing of, one for each aggregate. */
export function heardOf(heard: readonly Heard[], restored: Restored): LostAggregate[] {
  const byAggregate = Map.groupBy(heard, ({ service, id }) => `${service} ${id}`);
  return [...byAggregate.values()].map((group): LostAggregate => {
    const [first] = group as [Heard];
    const { service, id } = first;
    const before = restored(service, id);
    const told = (name: keyof Subject): string => group.map((one) => one[name] ?? '').find((one) => one !== '') ?? '';
    const times = group.flatMap(({ at }) => (at === undefined ? [] : [at.toISOString()])).sort();
    const act = /^.+:(birth|death):\d{4}:\d+$/.test(id);
    return {
      service,
      kind: act ? 'act' : (kinds[service] ?? ''),
      id,
      reference: told('reference') || (before?.reference ?? '') || (act ? id.replaceAll(':', '/') : ''),
      restored: before !== undefined,
      restoredState: before?.state ?? '',
      versions: [...new Set(group.map(({ version }) => version))].sort((a, b) => a - b),
      steps: [],
      from: times[0] ?? '',
      until: times.at(-1) ?? '',
      last: '',
      state: told('state'),
      category: told('category') || (before?.category ?? ''),
      territory: told('territory') || (before?.territory ?? ''),
      organisation: before?.organisation ?? '',
      knownBy: [...new Set(group.map(({ seenBy }) => seenBy))].join(' '),
    };
  });
}

/** What these services' aggregates are, where nothing else says it. */
const kinds: Readonly<Record<string, string>> = { intake: 'complaint', sla: 'clock', 'document-orders': 'order' };

/** An act is called by its register, year and number. */
const numberOf = (said: Json): string =>
  said['number'] === undefined
    ? ''
    : [said['bureauId'], said['kind'], said['year'], said['number']].map(text).join('/');

const columns = [
  'service',
  'kind',
  'reference',
  'restored',
  'last',
  'state',
  'category',
  'territory',
  'organisation',
  'from',
  'until',
  'versions',
  'id',
  'restoredState',
  'knownBy',
] as const;

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** For those who work it off: RFC 4180, with a byte-order mark so that a spreadsheet reads it as UTF-8. */
export function csvOf(rows: readonly LostAggregate[]): string {
  const lines = rows.map((row) => {
    const fields = columns.map((name) => {
      const value = row[name];
      if (typeof value === 'boolean') return value ? 'yes' : 'no';
      return typeof value === 'string' ? value : value.join(' ');
    });
    const { code, ar, fr } = actionFor(row.service, row.kind, row.restored);
    const steps = row.steps.map(({ what, at }) => `${what} ${at}`).join('; ');
    return [...fields, lostOf(row), steps, code, ar, fr].map(cell).join(',');
  });
  return `\uFEFF${[[...columns, 'lost', 'steps', 'action', 'action_ar', 'action_fr'].join(','), ...lines].join('\r\n')}\r\n`;
}

const lostOf = ({ restored }: LostAggregate): 'last-steps' | 'whole' => (restored ? 'last-steps' : 'whole');

/** Whether people have something to do for it. */
export const needsPeople = ({ service, kind, restored }: LostAggregate): boolean =>
  isWork(actionFor(service, kind, restored));

/** The same for a program: one object for each line. */
export const workOf = (rows: readonly LostAggregate[]): object[] =>
  rows.map((row) => ({ ...row, lost: lostOf(row), action: actionFor(row.service, row.kind, row.restored) }));
