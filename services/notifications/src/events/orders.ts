import type { EventHandler, EventType } from '@jamaa/kit';
import { documentOrdersEvents } from '@jamaa/proto/catalog';
import type { MessageDraft } from '../domain/message.ts';
import { orderMessages } from '../domain/order-messages.ts';
import { type Keep, keepMessages, type Telling, telling } from './keep.ts';

const one = <T>(event: EventType<T>, decide: (data: T) => MessageDraft | undefined): Telling =>
  telling(event, (data) => {
    const draft = decide(data);
    return draft === undefined ? [] : [draft];
  });

/** Events of an order of documents: at most one message each, to who ordered. */
export const orderHandlers = (keep: Keep): EventHandler[] => [
  keepMessages(keep, [
    one(documentOrdersEvents.paid, orderMessages.paid),
    one(documentOrdersEvents.complementAsked, orderMessages.complementAsked),
    one(documentOrdersEvents.itemRejected, orderMessages.itemRejected),
    one(documentOrdersEvents.refunded, orderMessages.refunded),
    one(documentOrdersEvents.handedToPost, orderMessages.handedToPost),
    one(documentOrdersEvents.tracked, orderMessages.tracked),
  ]),
];
