import { isAppError } from '@jamaa/kit';
import { Act } from '@jamaa/proto/civil_registry/v1/acts';
import { actId } from '../domain/identity.ts';
import type { ImportedAct, Refused } from '../domain/imports/line.ts';
import { checkMention } from '../domain/mention.ts';
import type { CheckContext } from '../domain/person-check.ts';
import { mentionsOf } from './draw-up.ts';

/** What is wrong in the margin of a line: each entry is judged by what stood there before it, as when it is entered here. */
export function checkMentions(act: ImportedAct, context: CheckContext): Refused['problems'] {
  const mentions = mentionsOf(act);
  for (const [index, { asked }] of act.mentions.entries()) {
    const before = { ...Act.fromPartial({ id: actId(act.key, act.number) }), content: act.content as Act['content'] };
    try {
      checkMention({ ...before, mentions: mentions.slice(0, index) }, asked, context);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const at = `mentions.${index}`;
      if (error.fields.length === 0) return [{ path: at, code: 'contradiction' }];
      return error.fields.map(({ path, code }) => ({ path: `${at}.${path}`, code }));
    }
  }
  return [];
}
