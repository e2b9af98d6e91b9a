import type { EventHandler, EventType } from '@jamaa/kit';
import { contactEvents, intakeEvents } from '@jamaa/proto/catalog';
import { intakeMessages, urgentAlert } from '../domain/intake-messages.ts';
import type { MessageDraft } from '../domain/message.ts';
import { supervisionMessages } from '../domain/supervision-messages.ts';
import { type Keep, keepMessages, type Telling, telling } from './keep.ts';

/**
 * Events of a case: each calls for at most one message to the complainant, one to those on call, and acts of supervision for one to
 * each who is named; who is reached how is asked when it is sent.
 */
export function intakeHandlers(keep: Keep): EventHandler[] {
  const one = <T>(event: EventType<T>, decide: (data: T) => MessageDraft | undefined): Telling =>
    telling(event, (data) => {
      const draft = decide(data);
      return draft === undefined ? [] : [draft];
    });
  return [
    keepMessages(keep, [
      one(intakeEvents.submitted, intakeMessages.submitted),
      one(intakeEvents.acknowledged, intakeMessages.acknowledged),
      telling(intakeEvents.assigned, (data) =>
        [intakeMessages.assigned(data), urgentAlert(data)].filter((draft) => draft !== undefined),
      ),
      one(intakeEvents.qualificationRequired, urgentAlert),
      one(intakeEvents.transferred, intakeMessages.transferred),
      one(intakeEvents.complementAsked, intakeMessages.complementAsked),
      one(intakeEvents.answered, intakeMessages.answered),
      one(intakeEvents.refused, intakeMessages.refused),
      one(intakeEvents.redirected, intakeMessages.redirected),
      one(intakeEvents.reopened, intakeMessages.reopened),
      one(intakeEvents.closed, intakeMessages.closed),
      one(intakeEvents.leadConcluded, intakeMessages.leadConcluded),
      one(intakeEvents.withdrawn, intakeMessages.withdrawn),
      telling(intakeEvents.reminded, supervisionMessages.reminded),
      telling(intakeEvents.explanationDemanded, supervisionMessages.explanationDemanded),
      telling(intakeEvents.explanationOverdue, supervisionMessages.explanationOverdue),
      telling(intakeEvents.explained, supervisionMessages.explained),
      telling(intakeEvents.designated, supervisionMessages.designated),
      one(contactEvents.codeIssued, intakeMessages.codeIssued),
      one(intakeEvents.dueMoved, intakeMessages.dueMoved),
    ]),
  ];
}
