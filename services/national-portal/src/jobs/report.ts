import { backoffMs, failpoint, type Peer, type Platform } from '@jamaa/kit';
import type { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import type { PortalApi } from '../portal/api.ts';
import { linkRows, type ReportRow, reportRows } from '../store/rows.ts';
import type { Telemetry } from '../telemetry.ts';

export interface Reporter {
  readonly platform: Platform;
  readonly portal: PortalApi;
  readonly intake: Peer<IntakeServiceClient>;
  readonly telemetry: Telemetry;
  readonly retryBaseMs: number;
}

const BATCH = 50;
const MAX_RETRY_MS = 15 * 60_000;

/**
 * Reports what is due, each case's statuses in their order: one that fails is tried again and holds up its own case alone. The
 * row goes only after the portal has said yes; what is told twice it knows by event and version. Returns how many were due.
 */
export async function reportDue(r: Reporter, signal: AbortSignal): Promise<number> {
  const { mongo, clock } = r.platform;
  const due = await reportRows(mongo)
    .find({ nextAt: { $lte: clock.system() } })
    .sort({ nextAt: 1 })
    .limit(BATCH)
    .toArray();
  for (const id of new Set(due.map((row) => row.complaintId))) {
    if (signal.aborted) break;
    const [first] = await reportRows(mongo).find({ complaintId: id }).sort({ version: 1 }).limit(1).toArray();
    if (first === undefined) continue;
    // A later status waits behind an earlier one that is put off.
    if (first.nextAt > clock.system())
      await putOff(
        r,
        due.filter((row) => row.complaintId === id),
        first.nextAt,
      );
    else await reportOne(r, first);
  }
  return due.length;
}

async function reportOne(r: Reporter, row: ReportRow): Promise<void> {
  const { mongo, clock, logger } = r.platform;
  try {
    const link = await linkRows(mongo).findOne({ _id: row.complaintId });
    // Its event was faster than the page that brought it; the next pull writes the link.
    if (link === null) throw new Error('the number of the case is not known yet');
    const { complaintId, version, eventId, status } = row;
    const { text } = await r.intake.call('getContact', { complaintId, version, codePurpose: '' });
    await r.portal.report(link.number, {
      eventId,
      version,
      status,
      at: row.at.toISOString(),
      reference: link.caseReference,
      ...(text === '' ? {} : { message: text }),
    });
    failpoint('national-portal.after-report');
    await reportRows(mongo).deleteOne({ _id: row._id });
    r.telemetry.reports.inc({ outcome: 'reported' });
  } catch (error) {
    const delay = backoffMs(row.attempts + 1, r.retryBaseMs, MAX_RETRY_MS);
    await reportRows(mongo).updateOne(
      { _id: row._id },
      { $inc: { attempts: 1 }, $set: { nextAt: clock.system() + delay } },
    );
    r.telemetry.reports.inc({ outcome: 'put-off' });
    r.telemetry.failures.inc({ operation: 'report' });
    logger.warn({ err: error, complaint: row.complaintId, version: row.version }, 'status not reported, tried again');
  }
}

async function putOff({ platform }: Reporter, rows: readonly ReportRow[], nextAt: number): Promise<void> {
  for (const { _id } of rows) await reportRows(platform.mongo).updateOne({ _id }, { $set: { nextAt: nextAt + 1 } });
}
