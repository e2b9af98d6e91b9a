import { callerKey, type RpcCall } from '@jamaa/kit';
import type { ImportAccountsRequest, ImportAccountsResponse, ImportLine } from '@jamaa/proto/directory/v1/directory';
import { importAccounts, type ReportLine } from '../accounts/import-accounts.ts';
import { administers } from './authorise.ts';
import type { Deps } from './deps.ts';

/** Accounts in bulk; the answer reports on every line in the order of the file. See README, "The CSV". */
export const importAccountsMethod =
  (deps: Deps) =>
  async ({ csv, dryRun }: ImportAccountsRequest, call: RpcCall): Promise<ImportAccountsResponse> => {
    const authority = await administers(deps, call);
    const { signal, caller } = call;
    const report = await importAccounts(deps, { csv, dryRun, authority, actor: callerKey(caller), signal });
    const count = (wanted: string): number => report.filter(({ outcome }) => outcome === wanted).length;
    return {
      lines: bounded(report),
      created: count('created'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      refused: count('refused'),
    };
  };

/** Characters of problems in one answer: a message has at most 8 MB. */
const MAX_WORDS = 2_000_000;

/** The report as a message. In a file that is wrong throughout, the later lines only say that they are refused. */
function bounded(report: readonly ReportLine[]): ImportLine[] {
  let words = 0;
  return report.map(({ problems, ...line }) => {
    words += problems.reduce((sum, problem) => sum + problem.length, 0);
    const told = words <= MAX_WORDS || problems.length === 0;
    return { ...line, problems: told ? [...problems] : ['too many problems in this file to list'] };
  });
}
