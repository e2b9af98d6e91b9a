import { type EventHandler, type EventType, on } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import { intakeMessages } from '../domain/intake-messages.ts';
import type { MessageDraft } from '../domain/message.ts';
import { type Keep, keepMessages } from './keep.ts';

/** Events of a case: each writes at most one row; who is reached how is asked when it is sent. */
export function intakeHandlers(keep: Keep): EventHandler[] {
  const handler = <T>(event: EventType<T>, decide: (data: T) => MessageDraft | undefined): EventHandler =>
    on(event, async (received, effect) => {
      const draft = decide(received.data);
      await keepMessages(keep, received, draft === undefined ? [] : [draft], effect);
    });
  return [
    handler(intakeEvents.submitted, intakeMessages.submitted),
    handler(intakeEvents.acknowledged, intakeMessages.acknowledged),
    handler(intakeEvents.assigned, intakeMessages.assigned),
    handler(intakeEvents.transferred, intakeMessages.transferred),
    handler(intakeEvents.complementAsked, intakeMessages.complementAsked),
    handler(intakeEvents.answered, intakeMessages.answered),
    handler(intakeEvents.refused, intakeMessages.refused),
    handler(intakeEvents.redirected, intakeMessages.redirected),
    handler(intakeEvents.reopened, intakeMessages.reopened),
    handler(intakeEvents.closed, intakeMessages.closed),
    handler(intakeEvents.withdrawn, intakeMessages.withdrawn),
  ];
}
