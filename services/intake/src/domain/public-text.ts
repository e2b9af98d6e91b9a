import { redact } from '@jamaa/kit';
import { categoryOf } from './categories.ts';
import type { Complaint } from './complaint.ts';

/**
 * What of a description may be shown to the public, once a moderator has said so: ids of people taken out. `undefined` where nothing
 * may ever be shown: a category that is counted but not listed, a confidential case, a person who was erased.
 */
export function publicText(
  complaint: Pick<Complaint, 'category' | 'confidential' | 'anonymisedAt'>,
  description: string,
): string | undefined {
  if (complaint.confidential || complaint.anonymisedAt !== undefined) return undefined;
  return categoryOf(complaint.category)?.public === true ? redact(description).text : undefined;
}
