import type {
  ConsignmentState,
  DocumentKind,
  ItemState,
  PostState,
  RefundReason,
  Rejection,
  Stage,
} from './vocabulary.ts';

/** One document in an order: copies of one act. Amounts everywhere are centimes of the dirham. */
export interface Item {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly bureau: string;
  readonly copies: number;
  /** Of all its copies. */
  readonly price: number;
  readonly state: ItemState;
  readonly documentId?: string;
}

/** What one bureau makes and sends: an order has one for each bureau of its items, each in its own envelope. */
export interface Consignment {
  readonly id: string;
  readonly bureau: string;
  readonly postage: number;
  /** Once it is with the post. */
  readonly posted?: 'handed-to-post' | PostState;
  readonly trackingNumber?: string;
}

/** Money that the bank holds for this order, by the bank's own number of the transaction. */
export interface Receipt {
  readonly transaction: string;
  readonly oid: string;
  readonly amount: number;
}

export interface Refund {
  readonly id: string;
  readonly transaction: string;
  readonly oid: string;
  readonly amount: number;
  readonly reason: RefundReason;
  readonly state: 'due' | 'done';
}

export interface Order {
  readonly stage: Stage;
  readonly items: readonly Item[];
  readonly consignments: readonly Consignment[];
  readonly total: number;
  readonly abroad: boolean;
  /** An unpaid order ends at this instant. */
  readonly expiresAt?: Date;
  /** Attempts to pay that were begun: the next one's number follows. */
  readonly attempts: number;
  /** The one payment that is the order's own; it stands among `received` too. */
  readonly payment?: Receipt;
  readonly received: readonly Receipt[];
  readonly refunds: readonly Refund[];
  /** What its person told is gone; numbers and money stay. */
  readonly erased?: true;
}

/** What a person chose, with its price on the day. */
export interface Basket {
  readonly items: readonly Item[];
  readonly consignments: readonly Consignment[];
  readonly total: number;
  readonly abroad: boolean;
  readonly expiresAt: Date;
}

export type OrderEvent =
  | ({ readonly type: 'placed' } & Basket)
  | ({ readonly type: 'revised' } & Basket)
  | { readonly type: 'checkedOut'; readonly expiresAt: Date }
  | { readonly type: 'cancelled' }
  | { readonly type: 'expired' }
  | { readonly type: 'paid'; readonly receipt: Receipt }
  | { readonly type: 'sentToBureau'; readonly consignment: string }
  | { readonly type: 'complementAsked'; readonly item: string }
  | { readonly type: 'complemented'; readonly item: string }
  | { readonly type: 'itemRejected'; readonly item: string; readonly reason: Rejection | 'complement-unanswered' }
  | { readonly type: 'itemProduced'; readonly item: string; readonly documentId: string }
  | { readonly type: 'produced'; readonly consignment: string }
  | { readonly type: 'handedToPost'; readonly consignment: string; readonly trackingNumber: string }
  | { readonly type: 'tracked'; readonly consignment: string; readonly status: PostState }
  /** `received`: the money came with this very event, and none of it is the order's. */
  | { readonly type: 'refundDue'; readonly refund: Refund; readonly received?: Receipt }
  | { readonly type: 'refunded'; readonly refund: string }
  | { readonly type: 'erased'; readonly rule: string };

export const noOrder: Order = {
  stage: 'basket',
  items: [],
  consignments: [],
  total: 0,
  abroad: false,
  attempts: 0,
  received: [],
  refunds: [],
};

export const itemsOf = (order: Pick<Order, 'items'>, consignment: Pick<Consignment, 'bureau'>): readonly Item[] =>
  order.items.filter(({ bureau }) => bureau === consignment.bureau);

/** Until the post has it, a consignment is where its documents are. */
export function consignmentState(order: Pick<Order, 'items'>, consignment: Consignment): ConsignmentState {
  if (consignment.posted !== undefined) return consignment.posted;
  const states = new Set(itemsOf(order, consignment).map(({ state }) => state));
  if (states.has('complement')) return 'complement';
  if (states.has('ordered')) return 'sent-to-bureau';
  return states.has('produced') ? 'produced' : 'rejected';
}

/** Least advanced first: an order is as far as the consignment that is furthest behind; what waits for the person comes before all. */
const course = [
  'complement',
  'sent-to-bureau',
  'produced',
  'handed-to-post',
  'on-its-way',
  'notice-left',
  'returned',
  'delivered',
] as const satisfies readonly ConsignmentState[];

export type OrderState = Exclude<Stage, 'paid'> | ConsignmentState | 'refunded';

/** The state of a whole order, in one word. */
export function orderState(order: Order): OrderState {
  if (order.stage !== 'paid') return order.stage;
  const states = order.consignments.map((one) => consignmentState(order, one));
  const open = course.find((state) => states.includes(state));
  if (open !== undefined) return open;
  return order.refunds.some(({ state }) => state === 'due') ? 'rejected' : 'refunded';
}

/** Nothing more is done for it and no money is on its way: what was told of it has served. An envelope that came back waits no longer. */
export function isOver(order: Order): boolean {
  if (order.refunds.some(({ state }) => state === 'due')) return false;
  if (order.stage !== 'paid') return order.stage === 'cancelled' || order.stage === 'expired';
  const states = order.consignments.map((one) => consignmentState(order, one));
  return states.every((state) => state === 'delivered' || state === 'returned' || state === 'rejected');
}

const sum = (amounts: readonly { readonly amount: number }[]): number =>
  amounts.reduce((all, { amount }) => all + amount, 0);

/** What the bank has ever taken for this order. */
export const receivedOf = ({ received }: Pick<Order, 'received'>): number => sum(received);
/** What has gone back or is going. */
export const givenBackOf = ({ refunds }: Pick<Order, 'refunds'>): number => sum(refunds);
/** What stays: the price of what is made and sent. */
export const keptOf = (order: Pick<Order, 'received' | 'refunds'>): number => receivedOf(order) - givenBackOf(order);
