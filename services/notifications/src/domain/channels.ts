import type { Channel } from './message.ts';
import { goesEveryWay, type Template } from './templates.ts';

/** Which ways the person gave; the addresses themselves are not needed to choose. */
export interface Reachable {
  readonly email: boolean;
  readonly phone: boolean;
}

/** Our rule: what is about one way goes by that way; a legal notice and an alert of danger go by every channel the person gave, anything else by e-mail, or by SMS where there is no e-mail. */
export function chooseChannels(
  { template, way }: { readonly template: Template; readonly way?: Channel },
  to: Reachable,
): readonly Channel[] {
  const given: Channel[] = [];
  if (to.email) given.push('email');
  if (to.phone) given.push('sms');
  if (way !== undefined) return given.filter((channel) => channel === way);
  return goesEveryWay(template) ? given : given.slice(0, 1);
}
