import type { DepositDetails, Submission } from './submission.ts';

export const capacities = [
  'legal-representative',
  'mandatary',
  'lawyer',
  'association-president',
  'collective-delegate',
] as const;

export const relations = [
  'spouse',
  'parent',
  'child',
  'sibling',
  'relative',
  'neighbour',
  'colleague',
  'guardian',
  'other',
] as const;

const squeezed = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

/**
 * Checks what a deposit through another person, or on paper, says beside the matter. Our rules: only a caller speaks for somebody
 * else without a mandate, and only the desk registers paper. What is missing is the form's to say.
 */
export function normaliseDeposit(
  { channel, complainant, details }: Submission,
  wrong: (path: string, code: string, message: string) => void,
): DepositDetails {
  const { onBehalfOf, callerRelation } = details;
  if (onBehalfOf && channel !== 'call-centre')
    wrong('onBehalfOf', 'channel', 'only a caller speaks for somebody else; elsewhere name a representative');
  if (callerRelation !== '' && !onBehalfOf) wrong('callerRelation', 'on-behalf-of', 'said only with onBehalfOf');
  if (callerRelation !== '' && !(relations as readonly string[]).includes(callerRelation))
    wrong('callerRelation', 'unknown', `one of ${relations.join(', ')}`);
  const paperNumber = squeezed(details.paperNumber);
  if (paperNumber !== '' && channel !== 'desk') wrong('paperNumber', 'channel', 'only the desk registers paper');
  if (paperNumber.length > 60) wrong('paperNumber', 'too-long', 'at most 60 characters');
  if (details.representative === undefined) return { onBehalfOf, callerRelation, paperNumber };
  const { capacity } = details.representative;
  // What is said of nobody would be kept of nobody.
  if (complainant.name.trim() === '') wrong('complainant.name', 'required', 'the name of whom they represent');
  const name = squeezed(details.representative.name);
  const mandateNumber = squeezed(details.representative.mandateNumber);
  if (name.length > 120) wrong('representative.name', 'too-long', 'at most 120 characters');
  if (mandateNumber.length > 60) wrong('representative.mandateNumber', 'too-long', 'at most 60 characters');
  if (capacity !== '' && !(capacities as readonly string[]).includes(capacity))
    wrong('representative.capacity', 'unknown', `one of ${capacities.join(', ')}`);
  return { onBehalfOf, callerRelation, paperNumber, representative: { name, capacity, mandateNumber } };
}
