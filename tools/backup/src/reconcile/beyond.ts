import * as catalog from '@jamaa/proto/catalog';

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

/** What is known of one aggregate beyond the restore point. */
export interface LostAggregate {
  readonly service: string;
  readonly kind: string;
  readonly id: string;
  /** By which people know it; empty where nothing that is known says it. */
  readonly reference: string;
  /** Whether it is in the restored database at all. */
  readonly restored: boolean;
  readonly versions: readonly number[];
  readonly from: string;
  readonly until: string;
  readonly last: string;
  readonly state: string;
  readonly category: string;
  readonly territory: string;
  readonly organisation: string;
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

/** One line for each aggregate, in the order in which they were first heard of. */
export function aggregatesOf(
  events: readonly LostEvent[],
  isRestored: (service: string, aggregateId: string) => boolean,
): LostAggregate[] {
  const byAggregate = Map.groupBy(events, ({ service, aggregateId }) => `${service} ${aggregateId}`);
  return [...byAggregate.values()].map((group): LostAggregate => {
    const sorted = [...group].sort((a, b) => a.version - b.version);
    const [first, last] = [sorted[0], sorted.at(-1)] as [LostEvent, LostEvent];
    const said = saidBy(last);
    // Most events say how their subject stands afterwards.
    const subject = { ...said, ...((said['complaint'] ?? said['order'] ?? {}) as Json) };
    return {
      service: first.service,
      kind: partOf(first.type, 2),
      id: first.aggregateId,
      reference: text(subject['reference']) || numberOf(subject),
      restored: isRestored(first.service, first.aggregateId),
      versions: sorted.map(({ version }) => version),
      from: first.time,
      until: last.time,
      last: partOf(last.type, 3),
      state: text(subject['state']),
      category: text(subject['category']),
      territory: text(subject['communeCode'] ?? subject['territory']),
      organisation: text(subject['organisation'] ?? subject['bureauId']),
    };
  });
}

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
] as const;

/** For the bureau that tells people: RFC 4180, with a byte-order mark so that a spreadsheet reads it as UTF-8. */
export function csvOf(rows: readonly LostAggregate[]): string {
  const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = rows.map((row) =>
    columns
      .map((name) => {
        const value = row[name];
        if (typeof value === 'boolean') return value ? 'yes' : 'no';
        return cell(typeof value === 'string' ? value : value.join(' '));
      })
      .join(','),
  );
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}
