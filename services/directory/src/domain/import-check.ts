import { type Role, withinScope } from '@jamaa/kit';
import { placeOf, sameGrant } from './account.ts';
import type { Authority } from './authority.ts';
import { type ImportLine, quote } from './import-line.ts';
import type { Organisation, OrganisationKind } from './organisation.ts';

/** What lines refer to, read once for the whole file. */
export interface Reference {
  organisation(id: string): Pick<Organisation, 'kind' | 'territory' | 'units' | 'onPlatform'> | undefined;
  /** Whether a territory with this code exists. */
  territory(code: string): boolean;
}

/** Places of one person; the busiest gestionnaire has fewer. Bounds the work of comparing lines with each other. */
export const MAX_PLACES = 500;

/** Roles that only some bodies have (organic laws on the collectivités; the supervision is the State's). */
const heldAt: Partial<Record<Role, readonly OrganisationKind[]>> = {
  supervisor: ['gouverneur', 'wali', 'dgct'],
  auditor: ['igat'],
  elu: ['commune', 'arrondissement', 'province', 'region'],
};

/** What is wrong with a line beside its form: bodies, units and territories that are not there, or not the caller's. */
export function referenceProblems({ grant }: ImportLine, reference: Reference, authority: Authority): string[] {
  const problems: string[] = [];
  const body = reference.organisation(grant.organisation);
  const scopeKnown = grant.scope === '00' || reference.territory(grant.scope);
  if (!scopeKnown) problems.push(`scope: ${quote(grant.scope)} is not the code of a territory`);
  if (body === undefined) return [`organisation: ${quote(grant.organisation)} is unknown`, ...problems];
  if (!body.onPlatform) problems.push('organisation: its cases are not handled here, it has no accounts');
  if (grant.unit !== '' && !body.units.some(({ code }) => code === grant.unit))
    problems.push(`unit: ${quote(grant.unit)} is unknown in ${grant.organisation}`);
  if (!(heldAt[grant.role]?.includes(body.kind) ?? true))
    problems.push(`role: ${grant.role} cannot be held at ${grant.organisation}`);
  if (scopeKnown && !withinScope(grant.scope, body.territory))
    problems.push(`scope: ${grant.scope} is outside the territory of ${grant.organisation}`);
  if (scopeKnown && !(authority.covers(grant.scope) && authority.covers(body.territory)))
    problems.push('scope: outside your own territory');
  return problems;
}

/**
 * Compares the lines of one e-mail with each other. Of lines that say the same the first counts; those that contradict an
 * earlier one are refused, because which of them is meant cannot be known.
 */
export function crossCheck(lines: readonly ImportLine[]): {
  readonly kept: readonly ImportLine[];
  readonly repeated: ReadonlyMap<number, ImportLine>;
  readonly refused: ReadonlyMap<number, string[]>;
} {
  const kept: ImportLine[] = [];
  const repeated = new Map<number, ImportLine>();
  const refused = new Map<number, string[]>();
  for (const line of lines) {
    const problems = kept.length === 0 ? [] : contradictions(line, kept);
    const earlier = kept.find((one) => placeOf(one.grant) === placeOf(line.grant));
    if (earlier !== undefined && !sameGrant(earlier.grant, line.grant))
      problems.push(`scope or dates: differ from line ${earlier.line}, which has the same role, organisation and unit`);
    if (earlier === undefined && kept.length >= MAX_PLACES)
      problems.push(`email: has more than ${MAX_PLACES} places in this file`);
    if (problems.length > 0) refused.set(line.line, problems);
    else if (earlier !== undefined) repeated.set(line.line, earlier);
    else kept.push(line);
  }
  return { kept, repeated, refused };
}

/** One e-mail is one person: name, phone and language must be told alike. */
function contradictions(line: ImportLine, kept: readonly ImportLine[]): string[] {
  const differs = (field: 'name' | 'phone' | 'language'): string[] => {
    const told = kept.find((one) => (one[field] ?? '') !== '');
    const here = line[field] ?? '';
    return told === undefined || here === '' || told[field] === here
      ? []
      : [`${field}: differs from line ${told.line}, which has the same e-mail`];
  };
  return [...differs('name'), ...differs('phone'), ...differs('language')];
}
