import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { AppError, type Caller, callerKey, epochOf, failpoint, writesOf } from '@jamaa/kit';
import type { RegisterActResponse } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import { type DeclarationEvent, decideDeclaration } from '../domain/declaration.ts';
import { refuseHeld } from '../domain/held.ts';
import { type Count, delayBand } from '../domain/statistics/counts.ts';
import { refuseOpenDuplicates } from '../duplicates/find.ts';
import { type Related, readRelated } from '../duplicates/related.ts';
import { declarationView } from '../rpc/declaration-view.ts';
import { notFound } from '../rpc/errors.ts';
import { countActs } from '../statistics/rows.ts';
import { insertAct } from '../store/acts.ts';
import { changeDeclaration, openDeclaration } from '../store/declarations.ts';
import {
  type ActRow,
  type BureauRow,
  type DeclarationRow,
  declarationRows,
  type RegisterRow,
  registerCollection,
  registerRows,
} from '../store/rows.ts';
import { openAct } from '../store/sealed-act.ts';
import { type Draft, drawUp } from './plan.ts';
import { type Outcome, StalePlan } from './queue.ts';

/** One declaration that an officer signs. */
export interface RegisterJob {
  readonly declarationId: string;
  readonly bureau: BureauRow;
  readonly expectedVersion: number;
  readonly officerId: string;
  readonly officerName: string;
  readonly caller: Caller;
  readonly actors: Parameters<typeof decideDeclaration>[3]['actors'];
  readonly remember: (session: ClientSession, answer: RegisterActResponse, about?: string) => void;
}

interface Planned {
  readonly job: RegisterJob;
  readonly row: DeclarationRow;
  readonly event: DeclarationEvent;
  readonly draft: Draft;
}

/**
 * Registers the declarations that wait for one register: planned outside, written in one transaction that reads the register and the
 * declarations again. The counter, the acts and everything that follows from them are there together or not at all.
 */
export const registerActs =
  (deps: Deps) =>
  async (register: string, jobs: readonly RegisterJob[]): Promise<readonly Outcome<RegisterActResponse>[]> => {
    const { platform, telemetry } = deps;
    const at = platform.clock.now();
    const before = await registerRows(platform.mongo).findOne({ _id: register });
    const planned = await planAll(deps, jobs, before, at);
    const ready = planned.flatMap((one) => ('job' in one ? [one] : []));
    if (before === null || ready.length === 0)
      return planned.map((one) => ('error' in one ? one : { error: notOpen(register) }));
    const acts = await drawUp(
      deps,
      before,
      ready.map(({ draft }) => draft),
      at,
    );
    const answers = await platform.together(register, (session) => write(deps, session, before, ready, acts));
    platform.relay.poke();
    for (const { row } of ready) telemetry.registered.inc({ kind: row.kind });
    telemetry.batch.observe(ready.length);
    const byJob = new Map(ready.map(({ job }, index) => [job, answers[index]]));
    return planned.map((one) => {
      if ('error' in one) return one;
      const answer = byJob.get(one.job);
      return answer === undefined ? { error: new Error('registered without an answer') } : { value: answer };
    });
  };

const notOpen = (register: string): AppError =>
  new AppError('command-not-allowed', `register ${register} has not been opened`);

type Plan = Planned | { readonly error: unknown };

/** What the officers ask, decided on what is stored now, which is read for all of them at once. */
async function planAll(
  deps: Deps,
  jobs: readonly RegisterJob[],
  register: RegisterRow | null,
  at: Date,
): Promise<readonly Plan[]> {
  const rows = await declarationRows(deps.platform.mongo)
    .find({ _id: { $in: jobs.map(({ declarationId }) => declarationId) } })
    .toArray();
  const byId = new Map(rows.map((row) => [row._id, row]));
  const related = await readRelated(deps, rows);
  return jobs.map((job) => plan(deps, job, byId.get(job.declarationId), { register, related, at }));
}

interface Read {
  readonly register: RegisterRow | null;
  readonly related: Related;
  readonly at: Date;
}

/** A refusal is that officer's alone. */
function plan(deps: Deps, job: RegisterJob, row: DeclarationRow | undefined, { register, related, at }: Read): Plan {
  try {
    if (row === undefined) throw notFound();
    if (job.expectedVersion !== 0 && job.expectedVersion !== row.version)
      throw new AppError('version-conflict', `the declaration is at version ${row.version}`);
    const declaration = openDeclaration(deps.keyring, row);
    const who = { actors: job.actors, by: callerKey(job.caller), at };
    const event = decideDeclaration(declaration, 'register', {}, who);
    if (register === null) throw notOpen('of this year');
    if (register.state === 'closed')
      throw new AppError('command-not-allowed', 'the register is closed: no act after it');
    refuseHeld(register, epochOf(deps.platform.mongo));
    if (register.importing !== undefined)
      throw new AppError('command-not-allowed', 'the register is being imported: register when that is over');
    refuseOpenDuplicates(deps, row, declaration, related);
    const { officerId, officerName } = job;
    return {
      job,
      row,
      event,
      draft: { content: declaration.content, officerId, officerName, territory: row.territory },
    };
  } catch (error) {
    return { error };
  }
}

async function write(
  { platform, keyring }: Deps,
  session: ClientSession,
  planned: RegisterRow,
  ready: readonly Planned[],
  acts: readonly ActRow[],
): Promise<RegisterActResponse[]> {
  const register = await registerRows(platform.mongo).findOne({ _id: planned._id }, { session });
  if (
    register?.head !== planned.head ||
    register.lastNumber !== planned.lastNumber ||
    register.state !== 'open' ||
    register.importing !== undefined
  )
    throw new StalePlan();
  const rows = await declarationRows(platform.mongo)
    .find({ _id: { $in: ready.map(({ row }) => row._id) } }, { session })
    .toArray();
  const versions = new Map(rows.map(({ _id, version }) => [_id, version]));
  if (ready.some(({ row }) => versions.get(row._id) !== row.version)) throw new StalePlan();
  const answers: RegisterActResponse[] = [];
  for (const [index, { job, row, event }] of ready.entries()) {
    const drawn = acts[index];
    if (drawn === undefined) throw new Error('an act was not drawn up');
    answers.push(writeOne({ platform, keyring }, session, job, row, event, drawn));
  }
  const last = acts.at(-1);
  if (last === undefined) throw new Error('no act was drawn up');
  const month = Number(localDateOf(last.registeredAt, moroccoPublicCalendar).slice(5, 7));
  const counts = ready.map(({ draft, row }): Count => {
    const { late } = openDeclaration(keyring, row);
    return { month, band: delayBand(draft.content), late, imported: false };
  });
  countActs(session, planned, last.territory, counts);
  failpoint('civil-registry.before-commit');
  writesOf(session).update(registerCollection, register._id, { $set: { lastNumber: last.number, head: last.hash } });
  return answers;
}

function writeOne(
  { keyring }: Pick<Deps, 'platform' | 'keyring'>,
  session: ClientSession,
  job: RegisterJob,
  row: DeclarationRow,
  event: DeclarationEvent,
  drawn: ActRow,
): RegisterActResponse {
  const actor = callerKey(job.caller);
  const step = { event: { ...event, args: { actId: drawn._id } }, caller: job.caller, facts: { act: drawn._id } };
  const declaration = openDeclaration(keyring, row);
  const birthActId =
    declaration.content.$case === 'death' ? (declaration.content.value.deceased?.birthActId ?? '') : '';
  const act = insertAct(session, { row: drawn, actor, declarationId: row._id, late: declaration.late, birthActId });
  const after = changeDeclaration(session, keyring, row, step);
  const answer = { act: openAct(keyring, act), declaration: declarationView(keyring, after, job.actors) };
  job.remember(session, answer, drawn._id);
  return answer;
}
