import type { Connection } from 'mongoose';
import { checkedRules, latestRuleSet, publishRules } from './rule-sets.ts';

const USAGE = 'usage: rules.ts show | check <file.json> | publish <file.json> <operator>';

interface Outside {
  read(file: string): Promise<unknown>;
  now(): Date;
}

/**
 * One command of the operators' tool; returns what to print. A file holds a whole set, as `show` prints it.
 * @throws Error with the usage, or AppError with every reason for which the set is refused
 */
export async function rulesCommand(
  connection: Connection,
  [command, file, operator]: readonly string[],
  outside: Outside,
): Promise<string> {
  if (command === 'show') {
    const set = await latestRuleSet(connection, 0);
    if (set === undefined) throw new Error('no rules yet: the service seeds them when it first starts');
    return JSON.stringify(set.rules, undefined, 2);
  }
  if (command === 'check' && file !== undefined) {
    return `${checkedRules(await outside.read(file)).length} rules, nothing wrong`;
  }
  if (command === 'publish' && file !== undefined && operator !== undefined) {
    const version = await publishRules(connection, await outside.read(file), { at: outside.now(), operator });
    return `version ${version} published`;
  }
  throw new Error(USAGE);
}
