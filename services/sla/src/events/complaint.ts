import { type EventHandler, type EventType, onAll, type Platform } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { decide } from '../domain/decide.ts';
import { type Clocks, evolve } from '../domain/evolve.ts';
import { type Fact, factTypes } from '../domain/fact.ts';
import type { Rules } from '../domain/policies/rules.ts';
import { ClockBook } from '../store/clock-book.ts';
import { pictureOf } from './picture.ts';

type WithComplaint = EventType<{ complaint?: ComplaintSnapshot | undefined }>;

const factTypeOf = new Map(factTypes.map((type) => [intakeEvents[type].type as string, type]));

/** The handler of everything that intake tells of complaints: one, because every fact goes through the same decider. `onDue`: a clock is due. */
export const complaintHandlers = (platform: Platform, rules: Rules, onDue: () => void): EventHandler[] => [
  onAll(
    factTypes.map((type) => intakeEvents[type] as WithComplaint),
    async (received, effect) => {
      const facts = received.flatMap((event) => {
        const type = factTypeOf.get(event.type);
        return type === undefined ? [] : [{ event, fact: factOf(type, event) }];
      });
      const ids = [...new Set(facts.map(({ fact }) => fact.complaint.id))];
      const book = await ClockBook.open(platform.mongo, effect.session, ids);
      for (const { event, fact } of facts) {
        const { id } = fact.complaint;
        const before: Clocks = Object.fromEntries(book.clocksOf(id));
        const after = decide(before, fact, rules).reduce((clocks, change) => evolve(clocks, change, rules), before);
        await book.change(id, after, fact.at, event.traceparent);
      }
      const { first, told } = book.write();
      // What is to come later the ticker finds by itself.
      if (first !== undefined && first <= platform.clock.now()) effect.afterCommit(onDue);
      if (told) effect.afterCommit(() => platform.relay.poke());
    },
  ),
];

const factOf = (
  type: Fact['type'],
  event: { time: Date; data: { complaint?: ComplaintSnapshot | undefined } },
): Fact => ({
  type,
  at: event.time,
  complaint: pictureOf(event.data.complaint),
});
