import type { AuditHead, Keyring } from '@jamaa/kit';
import { bytesOf } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import type { ActTold, Delivery } from '../domain/contents.ts';
import { consignmentState, type Order } from '../domain/order.ts';
import { bureauStates } from '../domain/vocabulary.ts';

type Bytes = mongo.Binary | Uint8Array;

/** A step of an order as its person sees it. */
export interface StepRow {
  step: string;
  at: Date;
  consignment?: string;
  item?: string;
}

interface Sealed {
  readonly key: { readonly version: string; readonly wrapped: Bytes };
  readonly told: Bytes;
}

/** Document of the collection `orders`: nothing personal outside of `sealed`. */
export interface OrderRow extends Order {
  _id: string;
  reference: string;
  /** Subject of the account that ordered. */
  owner: string;
  language: string;
  tariff: string;
  version: number;
  lastEventId: string;
  auditHead: AuditHead;
  createdAt: Date;
  updatedAt: Date;
  paidAt?: Date;
  /** The register's number of the payment, and when it was written. */
  receipt?: { readonly number: string; readonly at: Date };
  steps: readonly StepRow[];
  /** `<bureau>/<state>` for each consignment that its bureau finds in a list. */
  work: readonly string[];
  /** When the job has something to give back. */
  refundAt?: Date;
  refundTries?: number;
  /** Since when something waits for the person's answer; the job rejects it in the end. */
  complementBy?: Date;
  /** When what its person told has served; absent while it is not over, and once it is erased. */
  eraseAt?: Date;
  /** Absent once it is erased. */
  sealed?: Sealed;
}

/** What is sealed of an order. */
export interface Told {
  readonly acts: readonly ActTold[];
  readonly delivery: Delivery;
  readonly applicantId: string;
  /** By item: what the bureau wrote last, and what the person answered. */
  readonly words: Readonly<Record<string, { readonly bureau?: string; readonly person?: string }>>;
}

export const orderCollection = 'orders';

export const orderRows = (connection: Connection): mongo.Collection<OrderRow> =>
  connection.collection<OrderRow>(orderCollection) as unknown as mongo.Collection<OrderRow>;

const context = (id: string): string => `order/${id}/told`;

export function sealTold(keyring: Keyring, id: string, told: Told, before?: Sealed): Sealed {
  const key =
    before === undefined
      ? keyring.newPersonKey()
      : keyring.unwrap({ version: before.key.version, wrapped: bytesOf(before.key.wrapped) });
  const { version, wrapped } = before?.key ?? key.wrapped;
  return { key: { version, wrapped }, told: key.seal(JSON.stringify(told), context(id)) };
}

const nothingTold: Told = {
  acts: [],
  delivery: { name: '', lines: [], postalCode: '', city: '', country: '', phone: '', email: '' },
  applicantId: '',
  words: {},
};

/** What the person told; nothing once it is erased. */
export function openTold(keyring: Keyring, { _id, sealed }: Pick<OrderRow, '_id' | 'sealed'>): Told {
  if (sealed === undefined) return nothingTold;
  const key = keyring.unwrap({ version: sealed.key.version, wrapped: bytesOf(sealed.key.wrapped) });
  return JSON.parse(key.open(bytesOf(sealed.told), context(_id))) as Told;
}

/** Where bureaus find an order. */
export function workOf(order: Order): readonly string[] {
  if (order.stage !== 'paid') return [];
  return order.consignments.flatMap((one) => {
    const state = consignmentState(order, one);
    return (bureauStates as readonly string[]).includes(state) ? [`${one.bureau}/${state}`] : [];
  });
}
