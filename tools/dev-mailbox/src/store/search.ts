import type { Channel, Message } from '../message.ts';

/** What to look for; all given conditions must hold. `limit` is the number of messages answered. */
export interface Search {
  readonly to?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly text?: string | undefined;
  readonly limit: number;
}

/**
 * Makes texts comparable as people type them: without case, accents, Arabic vowel signs, hamza seats and tatweel,
 * and with ta marbuta as ha and alef maqsura as ya.
 */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640]/gu, '')
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي')
    .toLowerCase();

/** A recipient as it is compared: an unescaped `+` of a phone number arrives as a blank in a query string. */
const foldRecipient = (to: string): string =>
  to
    .replace(/^ (?=\d)/, '+')
    .trim()
    .toLowerCase();

const contentOf = (message: Message): string =>
  message.channel === 'sms' ? message.text : `${message.subject} ${message.text ?? ''} ${message.html ?? ''}`;

/** Whether a message answers a search. */
export const createMatcher = ({ to, channel, text }: Search): ((message: Message) => boolean) => {
  const recipient = to === undefined || to === '' ? undefined : foldRecipient(to);
  const words = text === undefined ? '' : foldText(text).trim();
  return (message) =>
    (channel === undefined || message.channel === channel) &&
    (recipient === undefined || message.to.some((address) => address.toLowerCase() === recipient)) &&
    (words === '' || foldText(contentOf(message)).includes(words));
};
