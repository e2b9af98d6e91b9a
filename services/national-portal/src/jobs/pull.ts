import { failpoint, inTransaction, type Peer, type Platform, writesOf } from '@jamaa/kit';
import type { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import { lineOf } from '../domain/line.ts';
import type { PortalApi } from '../portal/api.ts';
import { cursorRows, type LinkRow, type RefusedRow } from '../store/rows.ts';
import type { Telemetry } from '../telemetry.ts';

export interface Puller {
  readonly platform: Platform;
  readonly portal: PortalApi;
  readonly intake: Peer<IntakeServiceClient>;
  readonly telemetry: Telemetry;
}

const IMPORT_MS = 40_000;

/**
 * Brings one page of what is new on the portal: intake takes the cases over first, then links and cursor are written together.
 * Killed between the two, the page is read again and intake knows every case of it. Returns whether there is more.
 */
export async function pullPage({ platform, portal, intake, telemetry }: Puller): Promise<boolean> {
  const { mongo, clock } = platform;
  const before = await cursorRows(mongo).findOne({ _id: 'cases' });
  const { cases, cursor, more } = await portal.cases(before?.cursor ?? '');
  const request = { source: 'chikaya', lines: cases.map(lineOf) };
  const { outcomes } = cases.length === 0 ? { outcomes: [] } : await intake.call('importCases', request, IMPORT_MS);
  failpoint('national-portal.after-import');
  const at = clock.now();
  const upToDateAt = more ? (before?.upToDateAt ?? clock.system()) : clock.system();
  await inTransaction(mongo, async (session) => {
    const writes = writesOf(session);
    for (const { complaintId, caseReference, problems, outcome, line } of outcomes) {
      const number = cases[line - 1]?.number ?? '';
      if (outcome === 'refused') {
        const row: RefusedRow = { _id: number, problems: problems.map(({ field, code }) => ({ field, code })), at };
        writes.update('refused', number, { $set: { problems: row.problems, at } }, true);
      } else {
        const link: LinkRow = { _id: complaintId, number, caseReference };
        writes.update('links', complaintId, { $set: { number, caseReference: link.caseReference } }, true);
      }
    }
    writes.update('cursor', 'cases', { $set: { cursor, upToDateAt } }, true);
  });
  for (const { outcome } of outcomes) telemetry.cases.inc({ outcome });
  return more;
}
