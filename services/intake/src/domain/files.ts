import { invalidField } from '@jamaa/kit';
import type { AttachedFile, Policy } from './complaint.ts';

/**
 * Whether a case with these files may take more of them, each once.
 * @throws AppError `validation-failed` naming the file
 */
export function mayTake(has: readonly string[] = [], more: readonly AttachedFile[], policy: Policy): void {
  if (has.length + more.length > policy.attachments) {
    throw invalidField(
      'attachments',
      'too-many',
      `a case has at most ${policy.attachments} files; it has ${has.length}`,
    );
  }
  const seen = new Set(has);
  for (const [index, { id }] of more.entries()) {
    if (seen.has(id)) throw invalidField(`attachments.${index}.id`, 'twice', 'the case has this file already');
    seen.add(id);
  }
}
