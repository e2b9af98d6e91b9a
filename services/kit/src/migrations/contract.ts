import { failpoint } from '../runtime/failpoints.ts';
import { type Migrating, record } from './expand.ts';
import { runningBefore } from './releases.ts';
import { digestOf } from './steps.ts';
import { isApplied, readVersions, refuseBehind, refuseBeyond, versionRows } from './versions.ts';

/**
 * Takes away what only older releases need. The mark is written before the running processes are looked at, and a process announces itself
 * before it looks for marks: of two that meet, at least one sees the other.
 * @returns how many steps were taken
 * @throws Error when an earlier step is not done, or while an older release runs; then nothing has been taken away
 */
export async function contract(m: Migrating): Promise<number> {
  let taken = 0;
  for (const step of m.schema.steps) {
    if (step.kind !== 'contract') continue;
    const rows = await readVersions(m.connection);
    refuseBeyond(rows, m.schema);
    refuseBehind(rows, m.schema);
    if (isApplied(rows, step)) continue;
    const waits = m.schema.steps.find((earlier) => earlier.id < step.id && !isApplied(rows, earlier));
    if (waits !== undefined) {
      throw new Error(`step ${step.id} (${step.name}) waits for step ${waits.id} (${waits.name}, ${waits.kind})`);
    }
    await record(m, step, digestOf(step), 'running');
    failpoint('migration.contract-marked');
    const older = await runningBefore(m.connection, step.id);
    if (older.length > 0) {
      // A mark from before may stand for something that is half taken away: it stays, and keeps older releases out.
      if (!rows.has(step.id)) await versionRows(m.connection).deleteOne({ _id: step.id });
      throw new Error(`step ${step.id} (${step.name}) has to wait: older releases run: ${older.join(', ')}`);
    }
    await step.apply(m.connection);
    await record(m, step, digestOf(step), 'applied');
    m.logger.warn({ step: step.id, name: step.name, release: m.release }, 'schema contracted');
    taken += 1;
  }
  return taken;
}
