import { invalidField } from '@jamaa/kit';

/** Why contact data is looked at (our rule: law 09-08 asks for a purpose). */
export const revealReasons = ['call-back', 'written-reply', 'identity-check', 'site-visit', 'other'] as const;

const MAX_REASON = 500;

/**
 * The reason of a look, checked.
 * @throws AppError `validation-failed` without a reason, with an unknown one, with `other` and no words, or with too many
 */
export function checkReason(code: string, words: string): { readonly code: string; readonly words: string } {
  const text = words.trim();
  if (code === '') throw invalidField('reason', 'required', 'looking at contact data needs a reason');
  if (!(revealReasons as readonly string[]).includes(code))
    throw invalidField('reason', 'unknown', `one of ${revealReasons.join(', ')}`);
  if (code === 'other' && text === '') throw invalidField('text', 'required', 'say which other reason');
  if (text.length > MAX_REASON) throw invalidField('text', 'too-long', `at most ${MAX_REASON} characters`);
  return { code, words: text };
}
