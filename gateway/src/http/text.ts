import type { FieldProblem } from '@jamaa/kit';

/** Control characters that no text of people has; tab and line ends may stand in a text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Fields whose text cannot be kept as it was sent: half a surrogate pair (JSON can escape one, UTF-8 cannot hold it, so that it
 * would be stored as a replacement character) or control characters. `path` is the path of `value` itself.
 */
export function unreadableText(value: unknown, path = ''): FieldProblem[] {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) return [{ path, code: 'encoding', message: 'holds half a character' }];
    return CONTROL.test(value) ? [{ path, code: 'encoding', message: 'holds control characters' }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unreadableText(inner, path === '' ? key : `${path}.${key}`));
}
