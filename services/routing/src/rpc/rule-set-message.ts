import { invalidField, toProtoEnum } from '@jamaa/kit';
import { type Rule as RuleMessage, RuleSet } from '@jamaa/proto/routing/v1/routing';
import type { ChangedRule, EditProblem } from '../domain/edit.ts';
import type { brokenRules } from '../domain/known-bodies.ts';
import { isConfidentialRule, type Rule, type RuleInput } from '../domain/rule.ts';
import { outcomeMessage } from '../messages.ts';
import type { DraftRow } from '../store/drafts.ts';

/** A rule as the contract spells it. */
export const ruleMessage = ({ categories, when, ...rule }: Rule) => ({
  ...rule,
  categories: categories === '*' ? ['*'] : [...categories],
  ...(when?.kind === undefined ? {} : { kind: toProtoEnum<'COMPLAINT_KIND_RECLAMATION'>('COMPLAINT_KIND', when.kind) }),
  confidential: isConfidentialRule({ categories, when, ...rule }),
  outcome: outcomeMessage(rule.outcome),
  consulted: [...rule.consulted],
});

const inWords = (prefix: string, value: string): string =>
  value
    .slice(prefix.length + 1)
    .toLowerCase()
    .replaceAll('_', '-');

/** A rule as it came over the wire, in the words of the domain; nothing is checked yet. */
export function ruleInput(message: RuleMessage): Omit<RuleInput, 'version'> {
  const { id, territory, validFrom, validTo, source, contract, consulted, alternatives } = message;
  const kind = message.kind === 'COMPLAINT_KIND_UNSPECIFIED' ? undefined : inWords('COMPLAINT_KIND', message.kind);
  const outcome = inWords('ROUTING_OUTCOME', message.outcome);
  const when = {
    ...(message.confidential ? { confidential: true } : {}),
    ...(kind === undefined ? {} : { kind }),
  };
  return {
    id,
    categories: message.categories.length === 1 && message.categories[0] === '*' ? '*' : message.categories,
    territory,
    validFrom,
    ...(validTo === '' ? {} : { validTo }),
    ...(Object.keys(when).length === 0 ? {} : { when: when as NonNullable<RuleInput['when']> }),
    outcome: outcome as 'assigned',
    lead: message.lead ?? { organisation: '', unit: '' },
    alternatives,
    consulted,
    note: { ar: message.note?.ar ?? '', fr: message.note?.fr ?? '' },
    source,
    ...(contract === '' ? {} : { contract }),
  };
}

/** @throws AppError naming `upserts` for rules that carry the number of a contract: those come by AddContract */
export function noContracts(upserts: readonly RuleMessage[]): void {
  const index = upserts.findIndex(({ contract }) => contract !== '');
  if (index >= 0)
    throw invalidField(`upserts[${index}].contract`, 'contract', 'contracts are added as contracts, not as rules');
}

interface Told {
  readonly changed: readonly ChangedRule[];
  readonly broken: ReturnType<typeof brokenRules>;
}

/** A draft as the contract spells it; without `told` its rules stay out, as lists have it. */
export const draftMessage = (
  row: Omit<DraftRow, 'rules'> & { readonly rules?: readonly Rule[] },
  told?: Told,
): RuleSet =>
  RuleSet.fromPartial({
    id: row._id,
    version: row.version,
    state: row.state,
    base: row.base,
    ruleSetVersion: row.ruleSetVersion ?? 0,
    activeFrom: row.activeFrom ?? '',
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    ...(row.triedAt === undefined ? {} : { triedAt: row.triedAt }),
    ...(told === undefined
      ? {}
      : {
          rules: (row.rules ?? []).map(ruleMessage),
          changed: told.changed.map(({ id }) => id),
          broken: [...told.broken],
        }),
  });

export const problemMessage = ({ path, ruleId, message }: EditProblem) => ({ field: path, ruleId, message });
