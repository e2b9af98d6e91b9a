import type { Delay, Pause } from '@jamaa/deadlines';

/** Clocks of a complaint. */
export const complaintClocks = ['legal', 'acknowledgement', 'internal'] as const;
/** Clocks of an order's part at one bureau: made, given to the post, brought. */
export const orderClocks = ['producing', 'posting', 'delivering', 'delivering-abroad'] as const;
export const clockKinds = [...complaintClocks, ...orderClocks] as const;
export type ClockKind = (typeof clockKinds)[number];
export type OrderClock = (typeof orderClocks)[number];

export const isOrderClock = (kind: ClockKind): kind is OrderClock => (orderClocks as readonly string[]).includes(kind);

/** The line of supervision from the unit upwards. */
export const levels = ['unit', 'directeur-services', 'president', 'gouverneur', 'wali', 'dgct'] as const;
export type Level = (typeof levels)[number];

/** `breached` covers both: still open after its due instant, and ended too late (`endedAt` is set). */
export type ClockState = 'running' | 'suspended' | 'met' | 'breached' | 'stopped';

/** The next thing that a clock does, and the instant for which it was planned. */
export type Step =
  /** `covers`: every warning that falls on this instant; `key` is the most urgent of them. */
  | {
      readonly kind: 'warning';
      readonly key: string;
      readonly covers: readonly string[];
      readonly at: Date;
      /** The first level that is to hear of it; absent: the nearest people. */
      readonly to?: Level;
    }
  | { readonly kind: 'breach'; readonly key: 'breach'; readonly at: Date }
  | { readonly kind: 'level'; readonly key: string; readonly level: Level; readonly at: Date };

/** What of the case a clock must know to tell the right people. */
export interface CaseFacts {
  readonly category: string;
  readonly communeCode: string;
  readonly organisation: string;
  readonly unit: string;
  readonly handler: string;
  readonly addressee: string;
  readonly confidential: boolean;
  /** Of a training case: told inside its training body alone, and counted apart. Absent from clocks of real cases. */
  readonly training?: true | undefined;
  /** Of an order: the civil registry bureau, whose registrars and officers are nearest. */
  readonly bureau?: string | undefined;
}

/** Just these facts, in one order, of anything that has them. */
export const caseFactsOf = (from: CaseFacts): CaseFacts => {
  const { category, communeCode, organisation, unit, handler, addressee, confidential } = from;
  const facts = { category, communeCode, organisation, unit, handler, addressee, confidential };
  if (from.bureau !== undefined) return { ...facts, bureau: from.bureau };
  return from.training === true ? { ...facts, training: true } : facts;
};

/** One clock of one complaint, or of one consignment of an order. */
export interface Clock {
  /** Of an order: `<order id>/<consignment>`. */
  readonly complaintId: string;
  readonly reference: string;
  readonly kind: ClockKind;
  readonly state: ClockState;
  /** Receipt, or the reopening that started it again. */
  readonly startedAt: Date;
  /** 0 from receipt, one more for each time it was started again. */
  readonly round: number;
  /** Id of the dated policy it runs under. */
  readonly policy: string;
  readonly delay: Delay;
  readonly pauses: readonly Pause[];
  /** Absent while suspended. */
  readonly dueAt?: Date | undefined;
  readonly calendarVersion: number;
  /** Keys of the steps that are behind it: fired, covered by another, or passed over. */
  readonly passed: readonly string[];
  /** Absent when nothing is to come. */
  readonly next?: Step | undefined;
  readonly breachedAt?: Date | undefined;
  /** Highest level told so far. */
  readonly level?: Level | undefined;
  readonly endedAt?: Date | undefined;
  /** The fact that ended it. */
  readonly endedBy?: string | undefined;
  readonly about: CaseFacts;
  /** Version of the complaint that it last heard of. */
  readonly complaintVersion: number;
}

export const isOpen = (clock: Clock): boolean => clock.endedAt === undefined;

/** The aggregate's id: `<complaint id>/<kind>`. */
export const clockId = (clock: Pick<Clock, 'complaintId' | 'kind'>): string => `${clock.complaintId}/${clock.kind}`;

/** Key of the step that brings a breach to a level. */
export const levelKey = (level: Level): string => `level:${level}`;
