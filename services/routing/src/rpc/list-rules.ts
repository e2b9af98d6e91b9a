import { invalidField, type Platform, type RpcCall } from '@jamaa/kit';
import { type ListRulesRequest, ListRulesResponse } from '@jamaa/proto/routing/v1/routing';
import { categoryCodes } from '../domain/categories.ts';
import { byPriority, namesCategory } from '../domain/rule.ts';
import type { RuleBook } from '../store/rule-book.ts';
import { signedIn } from './access.ts';
import { dayAsked } from './day.ts';
import { ruleMessage } from './rule-set-message.ts';

/** The rules in force on a day, in the order in which they are tried. */
export const listRules =
  (platform: Pick<Platform, 'clock'>, book: RuleBook) =>
  async (request: ListRulesRequest, call: RpcCall): Promise<ListRulesResponse> => {
    signedIn(call);
    const date = dayAsked(request.date, platform.clock.now());
    const { category } = request;
    if (category !== '' && !categoryCodes.includes(category))
      throw invalidField('category', 'unknown', `unknown category ${category}`);
    const { rules, version } = book.current;
    const inForce = rules
      .filter((rule) => rule.validFrom <= date && (rule.validTo === undefined || date < rule.validTo))
      .filter((rule) => category === '' || namesCategory(rule, category))
      .sort(byPriority);
    return ListRulesResponse.fromPartial({ ruleSetVersion: version, rules: inForce.map(ruleMessage) });
  };
