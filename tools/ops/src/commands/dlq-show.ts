import { payloadOf } from '../decode.ts';
import { Failure } from '../failure.ts';
import { required } from '../options.ts';
import { instant, json } from '../table.ts';
import type { Command } from './command.ts';

/** One letter: the headers it came with, why it was parked, what became of it, its payload. */
export const dlqShow: Command = async ({ options, ask, print }) => {
  const service = required(options, 'service');
  const eventId = required(options, 'event');
  const { letter, data, traceparent } = await ask(service, ({ letters }, call) => letters.get({ eventId }, call));
  if (letter === undefined) throw new Failure(1, `${service} answers without a letter`);
  const payload = payloadOf(letter.type, data);
  if (options.json) return print(json({ service, ...letter, traceparent, payload }));
  const settled = letter.settledAt === undefined ? '' : `${instant(letter.settledAt)} by ${letter.settledBy}`;
  const lines: readonly (readonly [string, string])[] = [
    ['ce-id', letter.eventId],
    ['ce-type', letter.type],
    ['ce-source', letter.source],
    ['ce-subject', letter.aggregateId],
    ['ce-aggregateversion', String(letter.aggregateVersion)],
    ['ce-time', instant(letter.time)],
    ['traceparent', traceparent],
    ['state', letter.state],
    ['error', `${letter.errorCode}: ${letter.errorMessage}`],
    ['tries', String(letter.attempts)],
    ['parked', instant(letter.parkedAt)],
    ['settled', settled],
    ['reason', letter.settledReason],
  ];
  const shown = lines.filter(([, value]) => value !== '').map(([name, value]) => `${name.padEnd(20)} ${value}`);
  print([...shown, 'payload', json(payload)].join('\n'));
};
