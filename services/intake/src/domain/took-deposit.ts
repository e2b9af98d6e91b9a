import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { type Grant, withinScope } from '@jamaa/kit';
import type { Channel } from './vocabulary.ts';

/** Offices that take deposits of a channel for people. */
export const officesOf = (channel: Channel): readonly Grant['role'][] =>
  channel === 'call-centre' ? ['call-centre-agent'] : ['desk-clerk', 'gestionnaire'];

/** A deposit, and who registered it when. */
export interface Taken {
  readonly channel: Channel;
  readonly communeCode: string;
  readonly by: string;
  readonly at: Date;
}

/**
 * Whether `who` took this deposit at the desk or by telephone today, and still holds that office there: they have just typed the
 * person's name, and print it on the receipt. From the next local day on they see it masked as others do (our rule).
 */
export function tookDeposit(taken: Taken, who: string, grants: readonly Grant[], now: Date): boolean {
  const { channel, communeCode, by, at } = taken;
  if (by !== who || (channel !== 'desk' && channel !== 'call-centre')) return false;
  if (localDateOf(at, moroccoPublicCalendar) !== localDateOf(now, moroccoPublicCalendar)) return false;
  const offices = officesOf(channel);
  return grants.some(({ role, scope }) => offices.includes(role) && withinScope(communeCode, scope));
}
