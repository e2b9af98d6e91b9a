import { AppError, type Keyring } from '@jamaa/kit';
import { z } from 'zod';

/** What a ticket opens. */
export interface Part {
  readonly key: string;
  readonly size: number;
}

const LIFETIME_MS = 15 * 60_000;
const form = z.object({ key: z.string(), size: z.number(), until: z.number() });

const sealOf = (keyring: Keyring, body: string): string => keyring.blindIndex('attachment-ticket', body);

/** A ticket to the bytes of one file for a quarter of an hour; it needs no memory of this service. */
export function makeTicket(keyring: Keyring, { key, size }: Part, now: number): string {
  const body = Buffer.from(JSON.stringify({ key, size, until: now + LIFETIME_MS })).toString('base64url');
  return `${body}.${sealOf(keyring, body)}`;
}

/** @throws `forbidden` for a ticket that is not ours, or no longer good */
export function readTicket(keyring: Keyring, ticket: string, now: number): Part {
  const dot = ticket.indexOf('.');
  const body = ticket.slice(0, Math.max(0, dot));
  if (body === '' || sealOf(keyring, body) !== ticket.slice(dot + 1))
    throw new AppError('forbidden', 'not a ticket of this service');
  const { until, ...part } = form.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (until < now) throw new AppError('forbidden', 'the ticket is no longer good');
  return part;
}
