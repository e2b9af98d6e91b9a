import { categoryOf } from '../domain/categories.ts';
import type { Complaint } from '../domain/complaint.ts';
import { openStates } from '../domain/vocabulary.ts';
import { toComplaint } from '../store/change.ts';
import { type Arrivals, createArrivals } from './arrivals.ts';
import { type CaseFile, openCase } from './case-file.ts';
import { type DepositWorld, makeDeposit } from './deposit.ts';
import { life } from './life.ts';
import { createRandom, type Random, weighted } from './random.ts';
import { later, type Scene } from './scene.ts';
import { lettersIn } from './text.ts';

export interface SeedPlan extends DepositWorld {
  readonly seed: number;
  readonly rows: number;
  readonly years: number;
  /** The present day of the seed: nothing happens after it. */
  readonly until: Date;
}

/** Street faults that two neighbours tell of: the later one is merged into the earlier. */
const toldTwice = ['VOI', 'ECL', 'DEC', 'ASS', 'EAU'];

/** Makes the cases of a seed, chunk by chunk (from the `first`-th on); the same plan gives the same cases, sealed under new keys each time. */
export function createGenerator(plan: SeedPlan): (first: number, size: number, batch: number) => CaseFile[] {
  const arrivals: Arrivals = createArrivals(plan.until, plan.years);
  const communes = plan.territory.byKind('commune');
  const drawCommune = weighted(communes.map((one) => [one, one.population * (one.urban ? 1.5 : 1)] as const));
  const pace = new Map(communes.map((one) => [one.code, createRandom('pace', one.code).around(1, 0.45)]));

  const tell = (random: Random, file: CaseFile, complainant: Scene['complainant'], urban: boolean): void => {
    const category = categoryOf(file.row.category);
    const scene: Scene = {
      random,
      staff: plan.staff,
      letters: lettersIn(file.row.language),
      complainant,
      slowness: pace.get(file.row.communeCode) ?? 1,
      validationRequired: urban,
      workDays: Math.min(category?.target.amount ?? 15, 25) * 0.6 + 0.5,
      categoryName: category?.name[file.row.language === 'fr' ? 'fr' : 'ar'] ?? '',
    };
    const withdrawnAt = random.chance(0.018) ? later(file.row.receivedAt, random.around(4, 1)) : undefined;
    for (const step of life(scene, () => file.row)) {
      if (withdrawnAt !== undefined && withdrawnAt < step.at && isOpen(file.row.state)) break;
      if (step.at > plan.until) return;
      file.act(step);
    }
    if (
      withdrawnAt !== undefined &&
      withdrawnAt <= plan.until &&
      isOpen(file.row.state) &&
      withdrawnAt > file.row.updatedAt
    ) {
      file.act({ at: withdrawnAt, command: 'withdraw', actor: 'complainant', caller: complainant });
    }
  };

  return (first, size, batch) => {
    const random = createRandom('jamaa', plan.seed, first, plan.rows, plan.years);
    const files: CaseFile[] = [];
    while (files.length < size) {
      const receivedAt = arrivals.at(random, first + files.length, Math.max(plan.rows, 1));
      const commune = drawCommune(random);
      const { draft, caller } = makeDeposit(plan, random, commune, receivedAt);
      const file = openCase(random, draft, caller, batch);
      tell(random, file, caller, commune.urban === true);
      files.push(file);
      if (files.length >= size || !toldTwice.includes(draft.category) || !random.chance(0.04)) continue;
      const at = later(receivedAt, random.next() * 3);
      const mergedAt = later(at, 0.1 + random.next() * 2);
      const into = openAt(file, mergedAt);
      if (into === undefined || mergedAt > plan.until) continue;
      const twin = makeDeposit(plan, random, commune, at, draft.category);
      const second = openCase(random, twin.draft, twin.caller, batch);
      const gestionnaire = plan.staff.member(random, 'gestionnaire', `commune:${commune.code}`, '');
      second.act({
        at: mergedAt,
        command: 'merge',
        actor: 'gestionnaire',
        caller: gestionnaire,
        args: { into: draft.reference },
        into,
      });
      files.push(second);
    }
    return files;
  };
}

const isOpen = (state: Complaint['state']): boolean => (openStates as readonly string[]).includes(state);

/** The case as it stood at an instant, if it was open then. */
function openAt(file: CaseFile, at: Date): Complaint | undefined {
  const step = file.row.timeline.findLast((one) => one.at <= at);
  return step !== undefined && isOpen(step.state) ? { ...toComplaint(file.row), state: step.state } : undefined;
}
