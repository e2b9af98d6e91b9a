import type { Grant } from '@jamaa/kit';
import { type AccountState, type Person, placeOf, sameGrant } from './account.ts';
import type { Authority } from './authority.ts';
import type { ImportLine } from './import-line.ts';

export interface Existing {
  readonly state: AccountState;
  readonly person: Person;
}

export interface LineOutcome {
  readonly line: number;
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  readonly problems: readonly string[];
}

export interface Decision {
  readonly outcomes: readonly LineOutcome[];
  /** The account after the lines; absent when nothing changes. */
  readonly next?: Existing;
}

/** Whether the caller may say who the person is, beside giving a place: all the person's places are in the caller's territory. */
const ownsPerson = (existing: Existing | undefined, authority: Authority): boolean =>
  existing === undefined || authority.coversAll(existing.state.grants);

/**
 * Decides the lines of one e-mail, in order. A line gives or changes one place; places that are not mentioned stay. Deciding
 * the same lines on the result changes nothing.
 */
export function decideImport(
  existing: Existing | undefined,
  lines: readonly ImportLine[],
  authority: Authority,
): Decision {
  const outcomes: LineOutcome[] = [];
  const owns = ownsPerson(existing, authority);
  let current = existing;
  for (const line of lines) {
    const problems = refusals(current, line, owns);
    if (problems.length > 0) {
      outcomes.push({ line: line.line, outcome: 'refused', problems });
      continue;
    }
    const next = apply(current, line);
    const outcome = current === undefined ? 'created' : next === undefined ? 'unchanged' : 'changed';
    outcomes.push({ line: line.line, outcome, problems: [] });
    current = next ?? current;
  }
  return current === existing || current === undefined ? { outcomes } : { outcomes, next: current };
}

function refusals(current: Existing | undefined, line: ImportLine, owns: boolean): string[] {
  if (current === undefined) return [];
  const problems: string[] = [];
  if (!current.state.active && !line.reinstate)
    problems.push('email: the account is revoked; say yes in the column reinstate to reopen it');
  if (owns) return problems;
  const elsewhere = 'the account also has places outside your own territory';
  if (!current.state.active && line.reinstate) problems.push(`reinstate: ${elsewhere}`);
  if (line.name !== current.person.name) problems.push(`name: differs, and ${elsewhere}`);
  if (line.phone !== '' && line.phone !== current.person.phone) problems.push(`phone: differs, and ${elsewhere}`);
  if (line.language !== undefined && line.language !== current.state.language)
    problems.push(`language: differs, and ${elsewhere}`);
  return problems;
}

function apply(current: Existing | undefined, line: ImportLine): Existing | undefined {
  const { name, email } = line;
  if (current === undefined) {
    return {
      state: { language: line.language ?? 'ar', active: true, grants: [line.grant] },
      person: { name, email, phone: line.phone },
    };
  }
  const language = line.language ?? current.state.language;
  const phone = line.phone || current.person.phone;
  const grants = withGrant(current.state.grants, line.grant);
  const same =
    current.state.active &&
    grants === current.state.grants &&
    language === current.state.language &&
    name === current.person.name &&
    phone === current.person.phone;
  if (same) return undefined;
  return { state: { ...current.state, language, active: true, grants }, person: { name, email, phone } };
}

/** The same array when the grant is there already. */
function withGrant(grants: readonly Grant[], grant: Grant): readonly Grant[] {
  if (grants.some((one) => sameGrant(one, grant))) return grants;
  const at = grants.findIndex((one) => placeOf(one) === placeOf(grant));
  return at === -1 ? [...grants, grant] : grants.with(at, grant);
}
