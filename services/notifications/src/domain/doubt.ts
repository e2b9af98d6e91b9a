import type { Channel } from './message.ts';
import { codeIn, isLegalNotice, type Template } from './templates.ts';

export interface Doubtful {
  readonly template: Template;
  readonly channel: Channel;
  /** Whether it has gone again already after an earlier doubt. */
  readonly uncertain: boolean;
}

/**
 * What becomes of a message of which nobody knows whether its provider took it: the process died, or the connection broke,
 * between hand-over and record. An SMS provider can be asked. A mail server cannot: a legal notice goes again, once, under the
 * same Message-ID, and is marked, and so does a one-time code, which is the same in both copies; anything else is marked and left, for a second copy is worse than none.
 */
export function resolveDoubt(message: Doubtful): 'ask-provider' | 'send-again' | 'leave' {
  if (message.channel === 'sms') return 'ask-provider';
  const again = isLegalNotice(message.template) || codeIn(message.template)?.only === true;
  return again && !message.uncertain ? 'send-again' : 'leave';
}
