import { type EventHandler, type EventType, invalidField, onAll, type Platform } from '@jamaa/kit';
import { documentOrdersEvents as told } from '@jamaa/proto/catalog';
import type { OrderSnapshot } from '@jamaa/proto/document_orders/v1/document_orders';
import type { Subject } from '../domain/decide.ts';
import { type Clocks, evolve } from '../domain/evolve.ts';
import { decideSteps, type OrderFact } from '../domain/order-steps.ts';
import { ClockBook } from '../store/clock-book.ts';
import type { RuleBook } from '../store/rule-book.ts';

interface AboutConsignment {
  readonly order?: OrderSnapshot | undefined;
  readonly consignment: string;
  readonly bureauId: string;
  readonly consignmentOver?: boolean;
  readonly status?: string;
  readonly abroad?: boolean;
}
type Handled = EventType<AboutConsignment>;

const arrivals: readonly string[] = ['notice-left', 'delivered', 'returned'];

/** By the event's type, the fact it tells; `undefined` where it tells nothing of time. */
const facts = new Map<string, (data: AboutConsignment) => OrderFact['type'] | undefined>([
  [told.sentToBureau.type, () => 'sent-to-bureau'],
  [told.complementAsked.type, () => 'complement-asked'],
  [told.complemented.type, () => 'complemented'],
  [told.itemRejected.type, (data) => (data.consignmentOver === true ? 'over' : undefined)],
  [told.produced.type, () => 'produced'],
  [told.handedToPost.type, () => 'handed-to-post'],
  [told.tracked.type, ({ status = '' }) => (arrivals.includes(status) ? 'arrived' : undefined)],
]);

/** A bureau of a commune is `<commune>-<n>`; one abroad has none above it here. */
const communeOf = (bureau: string): string => /^(\d{2}(?:\.\d+)+)-/.exec(bureau)?.[1] ?? '';

function subjectOf({ order, consignment, bureauId }: AboutConsignment): Subject {
  if (order === undefined) throw invalidField('order', 'required', 'the event carries no order');
  const commune = communeOf(bureauId);
  return {
    id: `${order.id}/${consignment}`,
    reference: order.reference,
    version: order.version,
    category: '',
    communeCode: commune,
    organisation: commune === '' ? '' : `commune:${commune}`,
    unit: '',
    handler: '',
    addressee: '',
    confidential: false,
    bureau: bureauId,
  };
}

/** The handler of what document-orders tells of consignments: one, because each of its steps ends one clock and starts the next. */
export const orderHandlers = (platform: Platform, ruleBook: RuleBook, onDue: () => void): EventHandler[] => [
  onAll(
    [
      told.sentToBureau,
      told.complementAsked,
      told.complemented,
      told.itemRejected,
      told.produced,
      told.handedToPost,
      told.tracked,
    ] as unknown as Handled[],
    async (received, effect) => {
      const heard = received.flatMap((event): { fact: OrderFact; traceparent: string | undefined }[] => {
        const { data, time: at, traceparent } = event;
        const type = facts.get(event.type)?.(data);
        if (type === undefined) return [];
        return [{ fact: { type, at, consignment: subjectOf(data), abroad: data.abroad === true }, traceparent }];
      });
      const rules = await ruleBook.current(effect.session);
      const ids = [...new Set(heard.map(({ fact }) => fact.consignment.id))];
      const book = await ClockBook.open(platform.mongo, effect.session, ids);
      for (const { fact, traceparent } of heard) {
        const { id } = fact.consignment;
        const before: Clocks = Object.fromEntries(book.clocksOf(id));
        const after = decideSteps(before, fact).reduce((clocks, change) => evolve(clocks, change, rules), before);
        await book.change(id, after, fact.at, traceparent);
      }
      const { first, told: published } = book.write();
      if (first !== undefined && first <= platform.clock.now()) effect.afterCommit(onDue);
      if (published) effect.afterCommit(() => platform.relay.poke());
    },
  ),
];
