import type { Grant, Mandate } from '@jamaa/kit';
import type { Signature } from './complaint.ts';

/** Unit of the directeur (général) des services. */
const DIRECTION = 'direction';
/** Bodies led by a council's président. */
const councils = ['commune:', 'arrondissement:', 'province:', 'region:', 'eci:', 'groupement:'];

/**
 * The capacity in which somebody with these grants, in force, signs for a body: their own office before a delegation, a delegation
 * before an interim. `undefined` for who may not sign this case. Source: organic laws 111-14, 112-14, 113-14: signature may be delegated
 * by arrêté.
 */
export function signatureOf(
  grants: readonly Grant[],
  { organisation, category }: { readonly organisation: string; readonly category: string },
): Omit<Signature, 'at'> | undefined {
  const held = grants.filter((grant) => grant.role === 'validator' && grant.organisation === organisation);
  const office = held.find(({ mandate }) => mandate === undefined);
  if (office !== undefined) {
    if (office.unit === DIRECTION) return { capacity: 'director-of-services' };
    return { capacity: councils.some((prefix) => organisation.startsWith(prefix)) ? 'president' : 'head' };
  }
  const mandates = held
    .flatMap(({ mandate }) => mandate ?? [])
    .filter(({ categories }) => categories.length === 0 || categories.includes(category));
  const mandate = mandates.find(({ kind }) => kind === 'delegate') ?? mandates[0];
  return mandate === undefined ? undefined : byMandate(mandate);
}

const byMandate = ({ kind, of, decisionNumber, decisionDate }: Mandate): Omit<Signature, 'at'> => ({
  capacity: kind === 'delegate' ? 'delegate' : of === 'president' ? 'interim-president' : 'interim-director',
  decisionNumber,
  decisionDate,
});
