import { type EventHandler, type EventType, on } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { MessageDraft } from '../domain/message.ts';
import { slaMessages } from '../domain/sla-messages.ts';
import { type Keep, keepMessages } from './keep.ts';

/** Events of a clock: one row for each account they name. */
export function slaHandlers(keep: Keep): EventHandler[] {
  const handler = <T>(event: EventType<T>, decide: (data: T) => readonly MessageDraft[]): EventHandler =>
    on(event, (received, effect) => keepMessages(keep, received, decide(received.data), effect));
  return [
    handler(slaEvents.warned, slaMessages.warned),
    handler(slaEvents.breached, slaMessages.breached),
    handler(slaEvents.escalated, slaMessages.escalated),
  ];
}
