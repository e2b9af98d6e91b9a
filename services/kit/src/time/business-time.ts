import type { Logger } from '@jamaa/observability';
import { type Bus, lastMessage } from '../bus/connect.ts';
import type { MovableClock } from './clock.ts';

/** Development only: the stream that keeps the last offset, so that a process started later has the same business time. */
export const businessTimeSubject = (namespace: string): string => `${namespace}.dev.clock`;
export const businessTimeStream = (namespace: string): string => `${namespace.toUpperCase()}_DEV_CLOCK`;

/** Follows the published offset of business time. Does nothing in production: there the clock cannot be moved. */
export async function followBusinessTime(
  bus: Bus,
  clock: MovableClock,
  options: { environment: string; logger: Logger; signal: AbortSignal },
): Promise<void> {
  if (options.environment === 'production') return;
  const live = await bus.live(options.signal);
  const subject = businessTimeSubject(bus.namespace);
  const apply = (text: string): void => {
    const offset = Number(text);
    if (!Number.isSafeInteger(offset)) {
      options.logger.warn({ text }, 'business time: not an offset in milliseconds');
      return;
    }
    if (offset !== clock.offsetMs) options.logger.info({ offset }, 'business time moved');
    clock.moveTo(offset);
  };
  live.connection.subscribe(subject, { callback: (error, message) => (error ? undefined : apply(message.string())) });
  const last = await lastMessage(live, businessTimeStream(bus.namespace), subject);
  if (last !== undefined) apply(last);
}
