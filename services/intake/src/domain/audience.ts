import type { ComplaintEvent } from './complaint.ts';
import { handOverNote } from './hand-over.ts';
import { type Actor, bodyActors } from './vocabulary.ts';

/**
 * For whom a step, or what staff wrote in it, is meant. `body`: those who work on the case; `staff`: they, supervision and whoever
 * must explain; `supervision`: supervision and inspection alone. Complainant, élus and onlookers are never among them.
 */
export type Audience = 'body' | 'staff' | 'supervision';

const supervision: readonly Actor[] = ['supervisor', 'auditor'];

const members: Readonly<Record<Audience, readonly Actor[]>> = {
  body: bodyActors,
  staff: [...bodyActors, ...supervision, 'explainer'],
  supervision,
};

/** Whether a reader with this standing is one of those. */
export const isFor = (audience: Audience, actors: ReadonlySet<Actor>): boolean =>
  members[audience].some((actor) => actors.has(actor));

/** Steps that not everybody who sees the case is shown. */
export const audienceOf = ({ type }: Pick<ComplaintEvent, 'type'>): Audience | undefined => steps[type];

const steps: Partial<Record<ComplaintEvent['type'], Audience>> = {
  noted: 'body',
  reminded: 'staff',
  explanationDemanded: 'staff',
  explained: 'staff',
  explanationOverdue: 'staff',
  designated: 'staff',
  inspectionNoted: 'supervision',
  handOverDelayed: 'body',
  handOverCancelAsked: 'body',
};

/** What staff wrote in a step; it has the step's audience, else the body's. */
export function noteOf(event: ComplaintEvent): string | undefined {
  switch (event.type) {
    case 'noted':
    case 'reminded':
    case 'explained':
    case 'inspectionNoted':
    case 'designated':
    case 'answerReturned':
      return event.text === '' ? undefined : event.text;
    case 'explanationDemanded':
      return event.explanation.question;
    case 'assigned':
    case 'released':
    case 'transferred':
    case 'merged':
    case 'unmerged':
      return event.note;
    case 'handOverRequested':
    case 'handOverDelayed':
    case 'handOverCancelAsked':
    case 'handOverCancelled':
    case 'handOverRefused':
      return handOverNote(event);
    default:
      return undefined;
  }
}
