import { type EventHandler, type EventType, onAll, type Platform } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { decide } from '../domain/decide.ts';
import { type Clocks, evolve } from '../domain/evolve.ts';
import { type Fact, factTypes } from '../domain/fact.ts';
import { movedByCalendar, rescheduled, toldOtherwise } from '../domain/rescheduled.ts';
import { ClockBook, type Told } from '../store/clock-book.ts';
import type { RuleBook } from '../store/rule-book.ts';
import { pictureOf } from './picture.ts';

/** What the events of a case have in common; a closing says why. */
interface AboutComplaint {
  readonly complaint?: ComplaintSnapshot | undefined;
  readonly reason?: string;
}
type WithComplaint = EventType<AboutComplaint>;

/** Types of intake's events that are facts, by their names on the broker. */
export const factTypeOf = new Map(factTypes.map((type) => [intakeEvents[type].type as string, type]));

/** The handler of everything that intake tells of complaints: one, because every fact goes through the same decider. `onDue`: a clock is due. */
export const complaintHandlers = (platform: Platform, ruleBook: RuleBook, onDue: () => void): EventHandler[] => [
  onAll(
    factTypes.map((type) => intakeEvents[type] as WithComplaint),
    async (received, effect) => {
      const facts = received.flatMap((event) => {
        const type = factTypeOf.get(event.type);
        return type === undefined ? [] : [{ event, fact: factOf(type, event) }];
      });
      const ids = [...new Set(facts.map(({ fact }) => fact.complaint.id))];
      const rules = await ruleBook.current(effect.session);
      const book = await ClockBook.open(platform.mongo, effect.session, ids);
      for (const { event, fact } of facts) {
        const { id } = fact.complaint;
        const before: Clocks = Object.fromEntries(book.clocksOf(id));
        const after = decide(before, fact, rules).reduce((clocks, change) => evolve(clocks, change, rules), before);
        const told: Told = async (was, is) => {
          if (is.kind === 'legal' && was === undefined) return toldOtherwise(fact, after, rules);
          if (!movedByCalendar(was, is)) return undefined;
          return rescheduled(was, is, await ruleBook.calendarAt(was.calendarVersion, was.about.organisation), rules);
        };
        await book.change(id, after, fact.at, event.traceparent, told);
      }
      const { first, told } = book.write();
      // What is to come later the ticker finds by itself.
      if (first !== undefined && first <= platform.clock.now()) effect.afterCommit(onDue);
      if (told) effect.afterCommit(() => platform.relay.poke());
    },
  ),
];

/** The fact that an event of intake tells. @throws as {@link pictureOf} */
export const factOf = (type: Fact['type'], event: { time: Date; data: AboutComplaint }): Fact => ({
  type,
  // What was over before it was imported was over then, not at the import.
  at: (event.data.complaint?.imported ? event.data.complaint.endedAt : undefined) ?? event.time,
  complaint: pictureOf(event.data.complaint, type === 'submitted'),
  reason: event.data.reason,
});
