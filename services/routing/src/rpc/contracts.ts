import { invalidField, type RpcCall } from '@jamaa/kit';
import {
  type AddContractRequest,
  type AddContractResponse,
  type Contract as ContractMessage,
  type ListContractsRequest,
  ListContractsResponse,
} from '@jamaa/proto/routing/v1/routing';
import { type Contract, contractsIn, overlapOf, rulesOfContract, slug } from '../domain/contracts.ts';
import { isDay, type Rule } from '../domain/rule.ts';
import { dayOf } from '../events/request-of.ts';
import { findDraft } from '../store/drafts.ts';
import { administrator } from './administrator.ts';
import type { Deps } from './deps.ts';
import { changeDraft, draftView, edited, worldOf } from './drafts.ts';

/** Adds a contract to a draft, or puts it in the place of the one with its number. */
export const addContract =
  (deps: Deps) =>
  async (request: AddContractRequest, call: RpcCall): Promise<AddContractResponse> => {
    const who = await administrator(deps, call);
    const contract = contractOf(request.contract);
    const world = await worldOf(deps);
    const facts = { contract: slug(contract.number), territories: contract.territories.length };
    const { ruleSet: id, expectedVersion } = request;
    const changing = { id, expectedVersion, action: 'edit-rule-set', facts } as const;
    const row = await changeDraft(deps, call, who, changing, (before) => ({
      ...before,
      state: 'draft',
      triedAt: undefined,
      rules: withContract(before.rules, contract, (rules, upserts) =>
        edited(rules, { upserts, removals: [] }, before.base + 1, world),
      ),
    }));
    return { ruleSet: await draftView(deps, row) };
  };

function withContract(
  rules: readonly Rule[],
  contract: Contract,
  edit: (rules: readonly Rule[], upserts: ReturnType<typeof rulesOfContract>) => readonly Rule[],
): readonly Rule[] {
  const overlap = overlapOf(contract, contractsIn(rules));
  if (overlap !== undefined) throw invalidField('territories', 'overlap', overlap);
  const others = rules.filter((rule) => rule.contract !== contract.number);
  return edit(others, rulesOfContract(contract));
}

function contractOf(message: ContractMessage | undefined): Contract {
  if (message === undefined) throw invalidField('contract', 'required', 'which contract?');
  const { number, operator, unit, categories, territories, validFrom, validTo } = message;
  if (slug(number) === '') throw invalidField('number', 'required', 'a contract has a number, of letters or digits');
  if (operator === '') throw invalidField('operator', 'required', 'whose contract is it?');
  if (categories.length === 0) throw invalidField('categories', 'required', 'a contract names its categories');
  if (territories.length === 0) throw invalidField('territories', 'required', 'a contract names its territories');
  if (!isDay(validFrom)) throw invalidField('validFrom', 'date', 'must be a day, YYYY-MM-DD');
  if (validTo !== '' && !(isDay(validTo) && validTo > validFrom))
    throw invalidField('validTo', 'date', 'must be a day after validFrom, YYYY-MM-DD');
  return {
    number,
    operator,
    unit: unit || 'administration',
    categories: [...new Set(categories)],
    territories: [...new Set(territories)],
    validFrom,
    validTo: validTo || undefined,
  };
}

/** The contracts of the set in force, or of a draft. */
export const listContracts =
  (deps: Deps) =>
  async ({ ruleSet }: ListContractsRequest, call: RpcCall): Promise<ListContractsResponse> => {
    await administrator(deps, call);
    const { platform, book } = deps;
    const rules = ruleSet === '' ? book.current.rules : (await findDraft(platform.mongo, ruleSet)).rules;
    const today = dayOf(platform.clock.now());
    return ListContractsResponse.fromPartial({
      contracts: contractsIn(rules).map((one) => ({
        ...one,
        categories: [...one.categories],
        territories: [...one.territories],
        validTo: one.validTo ?? '',
        state: stateOn(today, one),
      })),
    });
  };

const stateOn = (today: string, { validFrom, validTo }: Contract): string => {
  if (today < validFrom) return 'coming';
  return validTo === undefined || today < validTo ? 'in-force' : 'ended';
};
