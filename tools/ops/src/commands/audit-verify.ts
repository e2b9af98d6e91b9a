import { Failure } from '../failure.ts';
import { json } from '../table.ts';
import type { Command } from './command.ts';
import { eachService } from './each-service.ts';

/** Walks roots and chains of the audit trail, or the one chain of `--reference`; says what does not fit and ends with 1. */
export const auditVerify: Command = async (work) => {
  const { options, ask, print, tell } = work;
  const broken: string[] = [];
  await eachService(work, async (service) => {
    const total = { service, entries: 0, chains: 0, roots: 0, broken: [] as string[] };
    for (let cursor = ''; ; ) {
      const request = { cursor, aggregateId: options.reference ?? options.aggregate ?? '' };
      const page = await ask(service, (clients, call) => clients.audit.verify(request, call));
      total.entries += page.entries;
      total.chains += page.chains;
      total.roots += page.roots;
      total.broken.push(...page.broken);
      if (page.end) break;
      cursor = page.nextCursor;
      tell(`${service}: ${total.roots} roots, ${total.entries} entries so far`);
    }
    // A chain is looked at once for each day on which it grew.
    total.broken = [...new Set(total.broken)];
    broken.push(...total.broken);
    if (options.json) print(json(total));
    else {
      for (const line of total.broken) print(`${service}: ${line}`);
      const looked = `${total.roots} roots, ${total.chains} walks of chains, ${total.entries} entries`;
      print(`${service}: ${total.broken.length === 0 ? 'OK' : 'BROKEN'}, ${looked}`);
    }
  });
  if (broken.length > 0) throw new Failure(1, 'the audit trail is broken: see docs/operations/audit-trail.md');
};
