import { type Platform, waitFor } from '@jamaa/kit';
import type { Rule } from '../domain/rule.ts';
import { dayOf } from '../events/request-of.ts';
import { checkedRules, ruleSetOn } from './rule-sets.ts';

export interface RuleSet {
  readonly version: number;
  readonly rules: readonly Rule[];
}

/** The rules in force, kept in memory by version. */
export interface RuleBook {
  readonly current: RuleSet;
  /** Looks for a newer set whose day has come. @throws when the newest set is refused; the one in memory stays in force. */
  refresh(): Promise<void>;
}

/** Loads the rules and looks for newer ones until the platform closes. @throws when there is no set that can be used. */
export async function openRuleBook(
  platform: Pick<Platform, 'mongo' | 'clock' | 'logger' | 'onClose'>,
  refreshMs: number,
): Promise<RuleBook> {
  const load = async (above: number): Promise<RuleSet | undefined> => {
    const row = await ruleSetOn(platform.mongo, dayOf(platform.clock.now()), above);
    return row === undefined ? undefined : { version: row._id, rules: checkedRules(row.rules) };
  };
  const current = await load(0);
  if (current === undefined) throw new Error('no rules: the collection holds no set whose day has come');
  platform.logger.info({ version: current.version, rules: current.rules.length }, 'rules loaded');
  const book = {
    current,
    async refresh() {
      const newer = await load(book.current.version);
      if (newer === undefined) return;
      book.current = newer;
      platform.logger.info({ version: newer.version, rules: newer.rules.length }, 'rules changed');
    },
  };
  const stop = new AbortController();
  const following = (async () => {
    while (!stop.signal.aborted) {
      await waitFor(refreshMs, stop.signal);
      if (!stop.signal.aborted)
        await book
          .refresh()
          .catch((error: unknown) => platform.logger.error({ err: error }, 'rules not refreshed, the old ones hold'));
    }
  })();
  platform.onClose(async () => {
    stop.abort();
    await following;
  });
  return book;
}
