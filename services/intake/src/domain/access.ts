import { type Grant, mayActFor, trainingTerritory, withinScope } from '@jamaa/kit';
import type { Complaint } from './complaint.ts';
import { isOwnProposal } from './four-eyes.ts';
import { openDemands } from './supervise.ts';
import type { Actor } from './vocabulary.ts';

/** What a caller is and may see, with regard to one case. */
export interface Standing {
  readonly actors: ReadonlySet<Actor>;
  readonly maySee: boolean;
  /** Handles the case now: the only member of staff who may have contact data revealed. */
  readonly handles: boolean;
  /** Signed in as the person who filed it. A tracking code alone, which may be forwarded, does not unmask. */
  readonly owns?: boolean;
  /** The proposal that waits for approval is their own. */
  readonly proposed?: boolean;
  /** Took the deposit for the person today: prints the receipt with their name. */
  readonly took?: boolean;
}

/** Roles that see cases of a territory without handling them. */
const observers = ['gestionnaire', 'supervisor', 'auditor', 'elu', 'administrator', 'call-centre-agent'];
/** Bodies that may see a confidential case; the body complained of never does. */
export const confidentialBody = (organisation: string): boolean =>
  organisation === 'igat' || organisation.startsWith('gouverneur:');

export type CaseRef = Pick<
  Complaint,
  'organisation' | 'unit' | 'handler' | 'communeCode' | 'confidential' | 'explanations' | 'proposal' | 'training'
> & { readonly category?: string };

/**
 * What grants make of a person with regard to one case. A confidential case is seen only by those named at the body that
 * handles it: territory alone never opens it. A training case is seen by its training body alone, whoever stands above the place.
 */
export function standingOf(
  subject: string,
  grants: readonly Grant[],
  complaint: CaseRef,
  complainant: boolean,
): Standing {
  const actors = new Set<Actor>(complainant ? ['complainant'] : []);
  let maySee = complainant;
  for (const grant of grants) {
    const sameBody = grant.organisation === complaint.organisation && complaint.organisation !== '';
    const sameUnit = sameBody && (grant.unit === '' || grant.unit === complaint.unit);
    const inScope = withinScope(complaint.communeCode, grant.scope);
    if (complaint.confidential && !opensConfidential(grant, complaint)) continue;
    if (complaint.training === true && !sameBody) continue;
    if (grant.role === 'unit-member' && sameUnit) {
      actors.add('unit-member');
      if (complaint.handler === subject) actors.add('handler');
      maySee = true;
    }
    if (grant.role === 'coordinator' && sameUnit) actors.add('coordinator');
    if (grant.role === 'validator' && sameBody && reaches(grant, complaint)) actors.add('validator');
    if (grant.role === 'gestionnaire' && mayCoordinate(grant, complaint)) actors.add('gestionnaire');
    if (grant.role === 'desk-clerk' && (sameBody || ownTerritory(grant, complaint))) actors.add('desk-clerk');
    if (['coordinator', 'on-call'].includes(grant.role) && sameUnit) maySee = true;
    if (['validator', 'desk-clerk'].includes(grant.role) && sameBody) maySee = true;
    if (grant.role === 'desk-clerk' && ownTerritory(grant, complaint)) maySee = true;
    if (observers.includes(grant.role) && (inScope || sameBody)) {
      maySee = true;
      const office = complaint.training === true && grant.role === 'administrator' ? 'trainer' : grant.role;
      if (['administrator', 'supervisor', 'auditor', 'trainer'].includes(office)) actors.add(office as Actor);
    }
    if (mustExplain(grant, complaint)) {
      actors.add('explainer');
      maySee = true;
    }
  }
  const proposed = isOwnProposal(complaint, subject);
  return { actors, maySee, handles: actors.has('handler'), proposed };
}

/** A delegation may reach some categories only; it bounds what is signed, not what is read. */
const reaches = ({ mandate }: Grant, { category = '' }: CaseRef): boolean =>
  mandate === undefined || mandate.categories.length === 0 || mandate.categories.includes(category);

/** Who answers for a body that owes an explanation: its président, directeur des services and coordinators, also when the case has gone on. */
const mustExplain = (grant: Grant, complaint: CaseRef): boolean =>
  (grant.role === 'validator' || grant.role === 'coordinator') &&
  openDemands(complaint).some(({ organisation }) => organisation === grant.organisation);

/**
 * IGAT as a whole, and of a governor's services the named officer alone: who supervises the province does not see the case, whatever
 * unit they stand above.
 */
const opensConfidential = (grant: Grant, { organisation, unit }: CaseRef): boolean => {
  if (grant.organisation !== organisation || !confidentialBody(organisation)) return false;
  return grant.unit === unit || (grant.unit === '' && organisation === 'igat');
};

/** Of the body itself, of the province for its commune, or of the place while nobody has the case. */
const mayCoordinate = (grant: Grant, complaint: CaseRef): boolean => {
  const { organisation, unit, communeCode: territory } = complaint;
  if (organisation === '') return withinScope(territory, grant.scope);
  return (
    grant.organisation === organisation ||
    (!complaint.confidential && mayActFor([grant], ['gestionnaire'], { organisation, unit, territory }))
  );
};

const ownTerritory = (grant: Grant, complaint: CaseRef): boolean =>
  !complaint.confidential && withinScope(complaint.communeCode, grant.scope);

/**
 * Tokens under which a case is found in lists: its territory and ancestors, its body, its unit. A confidential case stands under
 * its body's unit alone, so no territorial query can reach it; a training case under its body and the territory in which nothing lies.
 */
export function visibilityTokens(complaint: CaseRef): string[] {
  const body = complaint.organisation === '' ? [] : [`unit:${complaint.organisation}/${complaint.unit}`];
  if (complaint.confidential) return confidentialBody(complaint.organisation) ? body : [];
  const parts = complaint.communeCode.split('.');
  if (complaint.training === true) return [`in:${trainingTerritory}`, `org:${complaint.organisation}`, ...body];
  const territory = parts.map((_, index) => `in:${parts.slice(0, index + 1).join('.')}`);
  return ['in:00', ...territory, ...(complaint.organisation === '' ? [] : [`org:${complaint.organisation}`]), ...body];
}

/** Tokens whose cases a person with these grants may list. */
export function listableTokens(grants: readonly Grant[]): string[] {
  const tokens = new Set<string>();
  for (const grant of grants) {
    if (observers.includes(grant.role) || grant.role === 'desk-clerk') tokens.add(`in:${grant.scope}`);
    if (['unit-member', 'coordinator', 'on-call', 'validator', 'gestionnaire'].includes(grant.role)) {
      const whole = grant.unit === '' || grant.role === 'validator' || grant.role === 'gestionnaire';
      tokens.add(whole ? `org:${grant.organisation}` : `unit:${grant.organisation}/${grant.unit}`);
      if (confidentialBody(grant.organisation)) tokens.add(`unit:${grant.organisation}/${grant.unit}`);
    }
  }
  return [...tokens];
}
