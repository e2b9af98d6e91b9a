import { setTimeout as wait } from 'node:timers/promises';
import { failpoint, isDuplicateKey } from '@jamaa/kit';
import type { Telemetry } from '../telemetry.ts';

/** What was planned no longer fits the register or a declaration: it is planned anew. */
export class StalePlan extends Error {
  override readonly name = 'StalePlan';
}

interface Waiting<J, R> {
  readonly job: J;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

export type Outcome<R> = { readonly value: R } | { readonly error: unknown };

/** Carries out several jobs of one register at once; the outcome of each. @throws StalePlan, or what the database says of all of them */
export type Together<J, R> = (register: string, jobs: readonly J[]) => Promise<readonly Outcome<R>[]>;

const MOST = 25;
const MAX_TRIES = 40;
const MAX_WAIT_MS = 60;

/**
 * One line of waiting jobs per register in this process: those that wait share one transaction, so that a counter that everybody needs is
 * written once for many. Another replica's line for the same register meets this one's at the counter: the later one plans anew, after a
 * moment that differs from try to try.
 */
export function createQueue<J, R>(run: Together<J, R>, telemetry: Pick<Telemetry, 'queued' | 'replanned'>) {
  const lines = new Map<string, Waiting<J, R>[]>();

  const settle = async (register: string, batch: readonly Waiting<J, R>[]): Promise<void> => {
    for (let tried = 1; ; tried += 1) {
      try {
        const outcomes = await run(
          register,
          batch.map(({ job }) => job),
        );
        failpoint('civil-registry.after-commit');
        batch.forEach(({ resolve, reject }, index) => {
          const outcome = outcomes[index];
          if (outcome !== undefined && 'value' in outcome) resolve(outcome.value);
          else reject(outcome?.error);
        });
        return;
      } catch (error) {
        const again = error instanceof StalePlan || (isDuplicateKey(error) && batch.length === 1);
        if (again && tried < (error instanceof StalePlan ? MAX_TRIES : 3)) {
          telemetry.replanned.inc();
          await wait(Math.random() * Math.min(MAX_WAIT_MS, 4 * tried));
        } else if (isDuplicateKey(error) && batch.length > 1) {
          // Something that may stand once is there already: alone, each gets its own end.
          for (const one of batch) await settle(register, [one]);
          return;
        } else {
          for (const { reject } of batch) reject(error);
          return;
        }
      }
    }
  };

  const work = async (register: string, line: Waiting<J, R>[]): Promise<void> => {
    while (line.length > 0) {
      const batch = line.splice(0, MOST);
      telemetry.queued.dec(batch.length);
      await settle(register, batch);
    }
    lines.delete(register);
  };

  return (register: string, job: J): Promise<R> =>
    new Promise<R>((resolve, reject) => {
      telemetry.queued.inc();
      const line = lines.get(register);
      if (line !== undefined) {
        line.push({ job, resolve, reject });
        return;
      }
      const started = [{ job, resolve, reject }];
      lines.set(register, started);
      void work(register, started);
    });
}
