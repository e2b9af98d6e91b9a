import { createWake, startJob, type Wake } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { finishImport, forgetFile } from './finish.ts';
import { type ImportRow, importRows } from './rows.ts';
import { runImport } from './run.ts';
import { Superseded } from './write-pack.ts';

const POLL_MS = 1_000;

/** Works off the files that were brought, oldest first; goes on where a killed process stopped. */
export function startRegisterImports(deps: Deps): Wake {
  const { mongo, clock } = deps.platform;
  const wake = createWake();
  startJob(deps.platform, 'register-imports', async (signal) => {
    // Communes are checked against the territory: without it nothing is read.
    const ready = deps.territory.index() !== undefined;
    const row = ready ? await importRows(mongo).findOne({ active: true }, { sort: { _id: 1 } }) : null;
    deps.telemetry.importWaiting.set(row === null ? 0 : (clock.now().getTime() - row.createdAt.getTime()) / 1_000);
    if (row === null) await wake.wait(POLL_MS, signal);
    else await workOff(deps, row, signal);
  });
  return wake;
}

/** Somebody has cancelled it, or goes on with it: what is stored says which. */
const whereItIs =
  (deps: Deps, id: string) =>
  async (error: unknown): Promise<ImportRow> => {
    const now = error instanceof Superseded ? await importRows(deps.platform.mongo).findOne({ _id: id }) : null;
    if (now === null) throw error;
    return now;
  };

async function workOff(deps: Deps, row: ImportRow, signal: AbortSignal): Promise<void> {
  const { mongo, logger } = deps.platform;
  const over = row.state === 'done' || row.state === 'cancelled';
  const ended = over ? row : await runImport(deps, row, signal).catch(whereItIs(deps, row._id));
  if (ended.offset < ended.received && ended.state !== 'cancelled') return;
  const now = await importRows(mongo).findOne({ _id: row._id });
  if (now === null) return;
  if (now.state !== 'done') await finishImport(deps, now);
  await forgetFile(deps, row._id);
  const { created, unchanged, refused, registers } = now;
  logger.info({ import: row._id, created, unchanged, refused, registers, state: now.state }, 'registers imported');
}
