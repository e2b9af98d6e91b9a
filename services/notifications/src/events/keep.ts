import { type Clock, type EventHandler, type EventType, onAll, type Received } from '@jamaa/kit';
import type { Logger } from '@jamaa/observability';
import type { MessageDraft } from '../domain/message.ts';
import { isStale } from '../domain/stale.ts';
import { insertMissing, newMessage } from '../store/messages.ts';
import type { NotificationsMetrics } from '../telemetry.ts';

export interface Keep {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<NotificationsMetrics, 'stale'>;
  /** Wakes the sender. */
  poke(): void;
}

/** What an event calls for. */
export interface Telling {
  readonly event: EventType<unknown>;
  messages(data: unknown): readonly MessageDraft[];
}

export const telling = <T>(event: EventType<T>, messages: (data: T) => readonly MessageDraft[]): Telling => ({
  event,
  messages,
});

interface Called {
  readonly draft: MessageDraft;
  readonly event: Received<unknown>;
}

/**
 * Writes the messages that the events of a batch call for in the batch's own transaction, and wakes the sender. What happened too
 * long ago is told to nobody: it is counted and said in the log, not stored.
 */
export function keepMessages(keep: Keep, tellings: readonly Telling[]): EventHandler {
  const byType = new Map(tellings.map((one) => [one.event.type, one]));
  return onAll(
    tellings.map(({ event }) => event),
    async (received, { session, afterCommit }) => {
      const now = keep.clock.now();
      const called = received.flatMap((event): Called[] =>
        (byType.get(event.type)?.messages(event.data) ?? []).map((draft) => ({ draft, event })),
      );
      const { stale = [], live = [] } = Object.groupBy(called, ({ event }) =>
        isStale(event.time, now) ? 'stale' : 'live',
      );
      insertMissing(
        session,
        live.map(({ draft, event }) => newMessage(draft, event)),
      );
      if (live.length > 0) afterCommit(keep.poke);
      if (stale.length > 0) afterCommit(() => tellOfStale(keep, stale));
    },
  );
}

function tellOfStale({ logger, metrics }: Keep, stale: readonly Called[]): void {
  for (const { draft } of stale) metrics.stale.inc({ template: draft.template });
  logger.warn({ messages: stale.length }, 'messages not sent: what they tell of happened too long ago');
}
