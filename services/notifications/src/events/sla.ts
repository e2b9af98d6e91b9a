import type { EventHandler } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import { slaMessages } from '../domain/sla-messages.ts';
import { type Keep, keepMessages, telling } from './keep.ts';

/** Events of a clock: one message for each account they name. */
export const slaHandlers = (keep: Keep): EventHandler[] => [
  keepMessages(keep, [
    telling(slaEvents.warned, slaMessages.warned),
    telling(slaEvents.breached, slaMessages.breached),
    telling(slaEvents.escalated, slaMessages.escalated),
  ]),
];
