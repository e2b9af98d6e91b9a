import { deadRules } from './dead.ts';
import { type KnownBodies, knownTerritory, unknownIn } from './known-bodies.ts';
import type { Rule, RuleInput } from './rule.ts';
import { type Checked, type RuleProblem, validateRules } from './validate.ts';

export interface Edit {
  /** New rules, and rules that take the place of those with their id. */
  readonly upserts: readonly Omit<RuleInput, 'version'>[];
  /** Ids of rules that go. */
  readonly removals: readonly string[];
}

/** What is wrong with an edit is told by rule and field, so that whoever wrote it finds it. */
export interface EditProblem {
  /** `upserts[0].validFrom`, `removals[1]`, or `rules[eau-commune].lead` for a rule that was there before. */
  readonly path: string;
  readonly ruleId: string;
  readonly message: string;
}

export type Edited =
  | { readonly ok: true; readonly rules: readonly Rule[] }
  | { readonly ok: false; readonly problems: readonly EditProblem[] };

export interface World {
  readonly bodies: KnownBodies;
  readonly now: Date;
}

/**
 * A set after an edit, checked as a whole: what does not parse, what names something unknown, what contradicts another rule of the
 * same rank, and what can never decide is refused, every reason named. `version` is the number the set would be published under.
 */
export function applyEdit(rules: readonly Rule[], edit: Edit, version: number, world: World): Edited {
  const problems: EditProblem[] = edit.removals.flatMap((id, index) =>
    rules.some((rule) => rule.id === id)
      ? []
      : [{ path: `removals[${index}]`, ruleId: id, message: `there is no rule ${id}` }],
  );
  const gone = new Set([...edit.removals, ...edit.upserts.map(({ id }) => id)]);
  const kept = rules.filter(({ id }) => !gone.has(id));
  const placed = (index: number): { path: string; ruleId: string } => {
    const own = index - kept.length;
    return own < 0
      ? { path: `rules[${kept[index]?.id ?? index}]`, ruleId: kept[index]?.id ?? '' }
      : { path: `upserts[${own}]`, ruleId: String(edit.upserts[own]?.id ?? '') };
  };
  const checked = checkSet([...kept, ...edit.upserts.map((rule) => ({ ...rule, version }))], kept.length, world);
  if (checked.ok && problems.length === 0) return checked;
  if (!checked.ok) problems.push(...checked.problems.map((problem) => inWordsOf(problem, placed)));
  return { ok: false, problems };
}

const PATH = /^rules\[(\d+)\](.*)$/;

function inWordsOf(
  { path, message }: RuleProblem,
  placed: (index: number) => { path: string; ruleId: string },
): EditProblem {
  const [, index, rest = ''] = PATH.exec(path) ?? [];
  if (index === undefined) return { path, ruleId: '', message };
  const place = placed(Number(index));
  return { ...place, path: `${place.path}${rest}`, message };
}

/**
 * A whole set against itself, and what is new in it (from index `kept` on) against the directory: a rule that was good when it was
 * written and whose body is gone since is reported, it does not stand in the way of others.
 */
function checkSet(input: readonly unknown[], kept: number, world: World): Checked {
  const checked = validateRules(input);
  if (!checked.ok) return checked;
  const { rules } = checked;
  const isNew = new Map(rules.map(({ id }, index) => [id, index >= kept]));
  const problems: RuleProblem[] = rules.slice(kept).flatMap((rule, offset) => {
    const index = kept + offset;
    const at = `rules[${index}]`;
    // Without a place nobody can be looked for there.
    if (!knownTerritory(rule.territory, world.bodies))
      return [{ path: `${at}.territory`, message: `${rule.id}: there is no territory ${rule.territory}` }];
    return unknownIn(rule, world.bodies, world.now).map(({ field, name }) => ({
      path: `${at}.${field}`,
      message: `${rule.id}: ${name} is not in the directory, or not in charge any more`,
    }));
  });
  for (const { id, coveredBy } of deadRules(rules, world.bodies.communes)) {
    if (!isNew.get(id)) continue;
    problems.push({
      path: `rules[${rules.findIndex((rule) => rule.id === id)}]`,
      message: `${id} can never decide: covered everywhere and always by ${coveredBy.join(', ')}`,
    });
  }
  return problems.length === 0 ? checked : { ok: false, problems };
}

const contentOf = ({ version: _version, ...rule }: Rule): string => JSON.stringify(sorted(rule));

/** Members in one order, so that equal rules are equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

export interface ChangedRule {
  readonly id: string;
  /** Territories it held in before or holds in now. */
  readonly territories: readonly string[];
}

/** Rules that were added, removed, or say something else. */
export function changedRules(before: readonly Rule[], after: readonly Rule[]): ChangedRule[] {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const fresh = new Map(after.map((rule) => [rule.id, rule]));
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((id) => {
    const [was, is] = [old.get(id), fresh.get(id)];
    if (was !== undefined && is !== undefined && contentOf(was) === contentOf(is)) return [];
    return [{ id, territories: [was, is].flatMap((rule) => rule?.territory ?? []) }];
  });
}
