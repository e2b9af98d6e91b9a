import { readFile } from 'node:fs/promises';
import { importAccounts } from '../accounts/import-accounts.ts';
import { fullAuthority } from '../domain/authority.ts';
import type { Deps } from '../rpc/deps.ts';

/**
 * Imports the accounts of the development stack at start; a second start changes nothing. Refused lines only warn: somebody may
 * have revoked one of them while trying things out.
 */
export async function importDemoAccounts(deps: Deps, path: string): Promise<void> {
  const report = await importAccounts(deps, {
    csv: await readFile(path),
    dryRun: false,
    authority: fullAuthority,
    actor: 'service:directory',
    signal: AbortSignal.timeout(60_000),
  });
  for (const { line, outcome, problems } of report)
    if (outcome === 'refused') deps.platform.logger.warn({ path, line, problems }, 'demo account not imported');
  const changed = report.filter(({ outcome }) => outcome !== 'unchanged').length;
  deps.platform.logger.info({ lines: report.length, changed }, 'demo accounts imported');
}
