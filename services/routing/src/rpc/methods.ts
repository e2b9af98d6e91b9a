import type { Methods } from '@jamaa/kit';
import type { RoutingServiceServer } from '@jamaa/proto/routing/v1/routing';
import { activateRuleSet } from './activate-rule-set.ts';
import { addContract, listContracts } from './contracts.ts';
import { createRuleSet } from './create-rule-set.ts';
import type { Deps } from './deps.ts';
import { editRuleSet, validateRuleSet, withdrawRuleSet } from './edit-rule-set.ts';
import { explain } from './explain.ts';
import { listRules } from './list-rules.ts';
import { preview } from './preview.ts';
import { getRuleSet, listRuleSets } from './read-rule-sets.ts';
import { acceptSuggestion, dismissSuggestion, listSuggestions } from './suggestions.ts';
import { tryRuleSet } from './try-rule-set.ts';

/** Each method authorises its caller itself. */
export const methods = (deps: Deps): Methods<RoutingServiceServer> => ({
  explain: explain(deps),
  listRules: listRules(deps.platform, deps.book),
  preview: preview(deps.platform, deps.book),
  createRuleSet: createRuleSet(deps),
  listRuleSets: listRuleSets(deps),
  getRuleSet: getRuleSet(deps),
  editRuleSet: editRuleSet(deps),
  validateRuleSet: validateRuleSet(deps),
  tryRuleSet: tryRuleSet(deps),
  activateRuleSet: activateRuleSet(deps),
  withdrawRuleSet: withdrawRuleSet(deps),
  addContract: addContract(deps),
  listContracts: listContracts(deps),
  listSuggestions: listSuggestions(deps),
  acceptSuggestion: acceptSuggestion(deps),
  dismissSuggestion: dismissSuggestion(deps),
});
