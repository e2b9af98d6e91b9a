import { bytesOf, type Caller, createWake, startJob, type Wake, writesOf } from '@jamaa/kit';
import { z } from 'zod';
import type { Intake } from '../context.ts';
import { columns } from '../domain/imports/columns.ts';
import { importLines, type NumberedLine } from '../imports/import-lines.ts';
import { bodyRegister } from '../imports/registers.ts';
import {
  type ImportRow,
  importCollection,
  importRows,
  type LineReport,
  type PackRow,
  packCollection,
  packId,
  packRows,
} from '../store/imports.ts';

const POLL_MS = 5_000;

type Worker = Pick<Intake, 'platform' | 'keyring' | 'territory' | 'directory' | 'telemetry'>;

const lines = z.array(
  z.object({
    line: z.int(),
    cells: z.record(z.enum(columns), z.string()),
    fault: z.enum(['duplicate', 'misshapen']).optional(),
  }),
);

/** Works off the files that were brought, oldest first, one pack of lines after the other; goes on where a killed one stopped. */
export function startImports(intake: Worker): Wake {
  const { clock, mongo } = intake.platform;
  const wake = createWake();
  startJob(intake.platform, 'imports', async (signal) => {
    // The directory's and the territory's copies come after the lease.
    const ready = intake.territory.index() !== undefined;
    const row = ready ? await importRows(mongo).findOne({ active: true }, { sort: { _id: 1 } }) : null;
    intake.telemetry.importWaiting.set(row === null ? 0 : (clock.now().getTime() - row.createdAt.getTime()) / 1_000);
    if (row === null) await wake.wait(POLL_MS, signal);
    else await workOff(intake, row);
  });
  return wake;
}

/** The next pack of lines of an import, with its report and the figures, in one transaction. */
async function workOff(intake: Worker, row: ImportRow): Promise<void> {
  const { mongo } = intake.platform;
  const id = packId(row._id, row.next);
  const body = await intake.directory.organisation(row.organisation);
  if (body === undefined) throw new Error(`the body of import ${row._id} is not in the directory's copy`);
  const pack = await packRows(mongo).findOne({ _id: id });
  const register = bodyRegister(intake, body, row.trial, callerOf(row.startedBy));
  const reports = await importLines(intake, register, open(intake, row, pack?.sealed), async (session, done) => {
    // Read again here: it may have been cancelled, or another holder of the lease may have been faster.
    const now = await importRows(mongo).findOne({ _id: row._id }, { session });
    if (now === null || now.active !== true || now.next !== row.next) throw new Superseded();
    const next = after(now, done, intake.platform.clock.now());
    writesOf(session).replace(importCollection, next);
    const told: PackRow = { _id: id, report: done };
    writesOf(session).replace(packCollection, told);
  }).catch(supersededIsNothing);
  for (const { outcome } of reports) intake.telemetry.importLines.inc({ outcome });
}

/** Somebody has cancelled or gone on meanwhile; nothing of this pack was written. */
class Superseded extends Error {}

function supersededIsNothing(error: unknown): LineReport[] {
  if (error instanceof Superseded) return [];
  throw error;
}

function after(row: ImportRow, done: readonly LineReport[], now: Date): ImportRow {
  const count = (outcome: LineReport['outcome']): number => done.filter((one) => one.outcome === outcome).length;
  const next = row.next + 1;
  const { key, active: _active, ...rest } = row;
  const counted = {
    ...rest,
    next,
    created: row.created + count('created'),
    unchanged: row.unchanged + count('unchanged'),
    refused: row.refused + count('refused'),
  };
  return next < row.packs
    ? { ...counted, state: 'running', key, active: true }
    : { ...counted, state: 'done', finishedAt: now };
}

function open({ keyring }: Worker, row: ImportRow, sealed: Parameters<typeof bytesOf>[0] | undefined): NumberedLine[] {
  if (row.key === undefined || sealed === undefined) throw new Error(`import ${row._id} has lost pack ${row.next}`);
  const key = keyring.unwrap({ version: row.key.version, wrapped: bytesOf(row.key.wrapped) });
  return lines.parse(JSON.parse(key.open(bytesOf(sealed), packId(row._id, row.next)))) as NumberedLine[];
}

/** Whoever brought the file stands in the audit trail of each case. */
const callerOf = (startedBy: string): Caller => ({
  kind: 'account',
  subject: startedBy,
  client: 'import',
  acr: 'simple',
});
