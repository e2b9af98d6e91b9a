import { isTemplate } from './bodies.ts';
import { meet } from './place.ts';
import type { Rule } from './rule.ts';
import * as say from './words.ts';

/** What routing knows of an organisation of the directory. */
export interface KnownBody {
  readonly id: string;
  readonly kind: string;
  /** Territory code it serves, or `00`. */
  readonly territory: string;
  readonly units: readonly string[];
  /** Not in charge any more from this instant on. */
  readonly validTo?: Date | undefined;
}

/** The directory, as one look at the local copy found it. */
export interface KnownBodies {
  byId(id: string): KnownBody | undefined;
  ofKind(kind: string): readonly KnownBody[];
  /** Codes of all communes. */
  readonly communes: readonly string[];
}

/** One thing in a rule that the directory does not have. */
export interface Unknown {
  /** Member of the rule: `territory`, `lead`, `lead.unit`, `alternatives`, `consulted`. */
  readonly field: string;
  /** What the rule calls it. */
  readonly name: string;
  readonly reason: say.Words;
}

export function knownBodies(all: readonly KnownBody[]): KnownBodies {
  const byId = new Map(all.map((body) => [body.id, body]));
  const kinds = Map.groupBy(all, ({ kind }) => kind);
  const communes = (kinds.get('commune') ?? []).map(({ territory }) => territory);
  return { byId: (id) => byId.get(id), ofKind: (kind) => kinds.get(kind) ?? [], communes };
}

/** Whether a territory code names a place that exists: the country, or something that holds a commune. */
export const knownTerritory = (code: string, { communes }: KnownBodies): boolean =>
  code === '00' || communes.some((commune) => commune === code || commune.startsWith(`${code}.`));

/** Why a body cannot have a case now; `undefined` when it can. `unit` empty: any. */
export function gone(
  organisation: string,
  unit: string,
  body: Pick<KnownBody, 'units' | 'validTo'> | undefined,
  now: Date,
): say.Words | undefined {
  if (body === undefined || (body.validTo !== undefined && body.validTo <= now)) return say.bodyGone(organisation);
  return unit === '' || body.units.includes(unit) ? undefined : say.unitGone(organisation, unit);
}

/** What a rule names and the directory does not have; a template must find somebody in the rule's territory. */
export function unknownIn(rule: Rule, bodies: KnownBodies, now: Date): Unknown[] {
  const found: Unknown[] = [];
  const look = (organisation: string, unit: string, field: string): void => {
    const reasons = candidates(organisation, rule.territory, bodies).map((body) => gone(organisation, unit, body, now));
    if (reasons.includes(undefined)) return;
    const noUnit = reasons.find((reason) => reason?.fr !== say.bodyGone(organisation).fr);
    if (noUnit === undefined) found.push({ field, name: organisation, reason: say.bodyGone(organisation) });
    else found.push({ field: `${field}.unit`, name: `${unit} of ${organisation}`, reason: noUnit });
  };
  look(rule.lead.organisation, rule.lead.unit, 'lead');
  for (const { organisation, unit } of rule.alternatives) look(organisation, unit, 'alternatives');
  for (const organisation of rule.consulted) look(organisation, '', 'consulted');
  return found;
}

/** Bodies that a name in a rule may stand for. */
function candidates(name: string, territory: string, bodies: KnownBodies): readonly (KnownBody | undefined)[] {
  if (!isTemplate(name)) return [bodies.byId(name)];
  return bodies.ofKind(name).filter((body) => meet(body.territory, territory));
}

/** Rules that still hold and whose body or unit is gone, each with the first reason. */
export const brokenRules = (
  rules: readonly Rule[],
  bodies: KnownBodies,
  now: Date,
): { readonly ruleId: string; readonly field: string; readonly reason: say.Words }[] =>
  rules
    .filter(({ validTo }) => validTo === undefined || validTo > now.toISOString().slice(0, 10))
    .flatMap((rule) => {
      const [first] = unknownIn(rule, bodies, now);
      return first === undefined ? [] : [{ ruleId: rule.id, ...first }];
    });
