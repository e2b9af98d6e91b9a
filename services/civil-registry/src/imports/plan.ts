import type { Keyring } from '@jamaa/kit';
import { Act } from '@jamaa/proto/civil_registry/v1/acts';
import { actId, type RegisterKey, registerId } from '../domain/identity.ts';
import { columnOf } from '../domain/imports/columns.ts';
import { type ImportedAct, isRefused, type Refused } from '../domain/imports/line.ts';
import { type Sequence, takeNumber } from '../domain/imports/sequence.ts';
import type { CheckContext } from '../domain/person-check.ts';
import { gapHash, openingHash } from '../domain/seal.ts';
import type { ActRow, BureauRow, RegisterRow } from '../store/rows.ts';
import { actBytes, actContext, keyOf, openBytes } from '../store/sealed-act.ts';
import { checkMentions } from './check-mentions.ts';
import { bytesOfImported, drawUpImported } from './draw-up.ts';
import type { ActLine, RegisterLine } from './read-acts.ts';
import { type ImportRow, type RefusedLine, type TrackRow, trackId } from './rows.ts';

/** What was read of the database for the lines of one pack. */
export interface Stored {
  readonly bureaux: ReadonlyMap<string, BureauRow>;
  readonly registers: ReadonlyMap<string, RegisterRow>;
  readonly tracks: ReadonlyMap<string, TrackRow>;
  /** Acts that have a number of these lines. */
  readonly acts: ReadonlyMap<string, ActRow>;
  /** Blind indexes of identifiers that were given already. */
  readonly given: ReadonlySet<string>;
}

export interface World {
  readonly keyring: Keyring;
  readonly context: CheckContext;
  mayImport(bureau: BureauRow): boolean;
}

export interface Entered {
  readonly row: ActRow;
  readonly act: ImportedAct;
}

/** What a pack of lines does to one register. */
export interface RegisterPlan {
  readonly key: RegisterKey;
  readonly territory: string;
  /** As it was read; absent: it is opened. */
  readonly before: RegisterRow | undefined;
  /** How far it had come before this pack; absent: the file has not told of it yet. */
  readonly trackBefore: TrackRow | undefined;
  head: string;
  track: TrackRow;
  readonly entered: Entered[];
}

export interface Plan {
  readonly registers: ReadonlyMap<string, RegisterPlan>;
  readonly refused: readonly RefusedLine[];
  readonly created: number;
  readonly unchanged: number;
}

/** Decides what becomes of each line of a pack. Nothing is written; none of it holds unless the registers are still the same. */
export function planPack(world: World, row: ImportRow, lines: readonly ActLine[], stored: Stored): Plan {
  const registers = new Map<string, RegisterPlan>();
  const refused: RefusedLine[] = [];
  const given = new Set(stored.given);
  let created = 0;
  let unchanged = 0;
  for (const { line, read } of lines) {
    if (read === undefined) continue;
    if ('register' in read) {
      const problems = announce(world, row, stored, registers, read);
      if (problems.length > 0) refused.push({ line, actId: '', problems: fields(row, read.register.kind, problems) });
      continue;
    }
    const plan = read.key === undefined ? undefined : registerPlan(row, stored, registers, read.key, world);
    const outcome = isRefused(read) ? read.problems : lineOutcome(world, row, stored, plan, read, given);
    if (outcome === 'created') created += 1;
    else if (outcome === 'unchanged') unchanged += 1;
    else refused.push({ line, actId: idOf(read), problems: fields(row, read.key?.kind, outcome) });
    if (plan !== undefined) count(plan, outcome);
  }
  return { registers, refused, created, unchanged };
}

const idOf = ({ key, number }: Pick<Refused, 'key' | 'number'>): string =>
  key === undefined || number === undefined ? '' : actId(key, number);

const MOST_PROBLEMS = 20;

/** Fields of a table bear the names of its columns. */
const fields = (row: ImportRow, kind: string | undefined, problems: Refused['problems']): RefusedLine['problems'] =>
  problems.slice(0, MOST_PROBLEMS).map(({ path, code }) => ({
    field: row.format === 'csv' ? columnOf(kind === 'death' ? 'death' : 'birth', path) : path,
    code,
  }));

type Outcome = 'created' | 'unchanged' | Refused['problems'];

function count(plan: RegisterPlan, outcome: Outcome): void {
  const member = typeof outcome === 'string' ? outcome : 'refused';
  plan.track = { ...plan.track, [member]: plan.track[member] + 1 };
}

function registerPlan(
  row: ImportRow,
  stored: Stored,
  registers: Map<string, RegisterPlan>,
  key: RegisterKey,
  world: World,
  announced?: number,
): RegisterPlan | undefined {
  const id = registerId(key);
  const known = registers.get(id);
  if (known !== undefined) return known;
  const bureau = stored.bureaux.get(key.bureauId);
  if (bureau === undefined || !world.mayImport(bureau)) return undefined;
  const before = stored.registers.get(id);
  const firstNumber = before?.firstNumber ?? announced ?? Math.max(1, row.firstNumber);
  const fresh: Sequence = {
    firstNumber,
    lastNumber: before?.lastNumber ?? firstNumber - 1,
    gaps: before?.gaps ?? [],
    filled: before?.filled ?? [],
  };
  const trackBefore = stored.tracks.get(id);
  const track = trackBefore ?? { _id: trackId(row._id, id), key, ...fresh, created: 0, unchanged: 0, refused: 0 };
  const head = before?.head ?? openingHash(key, track.firstNumber);
  const plan: RegisterPlan = { key, territory: bureau.territory, before, trackBefore, head, track, entered: [] };
  registers.set(id, plan);
  return plan;
}

/** The first line of an export says with which number its register begins. */
function announce(
  world: World,
  row: ImportRow,
  stored: Stored,
  registers: Map<string, RegisterPlan>,
  { register: { bureauId, kind, year, firstNumber } }: RegisterLine,
): Refused['problems'] {
  const key = { bureauId, kind: kind as RegisterKey['kind'], year };
  const plan = registerPlan(row, stored, registers, key, world, firstNumber);
  if (plan === undefined) return [noBureau(stored, bureauId)];
  return plan.track.firstNumber === firstNumber ? [] : [{ path: 'register.firstNumber', code: 'contradiction' }];
}

const noBureau = (stored: Stored, bureauId: string) => ({
  path: 'bureauId',
  code: stored.bureaux.has(bureauId) ? 'forbidden' : 'unknown',
});

function lineOutcome(
  world: World,
  row: ImportRow,
  stored: Stored,
  plan: RegisterPlan | undefined,
  act: ImportedAct,
  given: Set<string>,
): Outcome {
  if (plan === undefined) return [noBureau(stored, act.key.bureauId)];
  const existing = stored.acts.get(actId(act.key, act.number));
  if (existing !== undefined && existing.importId !== row._id)
    return sameAct(world.keyring, existing, act) ? 'unchanged' : [{ path: 'number', code: 'differs' }];
  const barred = barrier(plan.before, row);
  if (barred !== undefined) return [{ path: 'number', code: barred }];
  const margin = checkMentions(act, world.context);
  if (margin.length > 0) return margin;
  const taken = takeNumber(plan.track, act.number);
  if ('code' in taken) return [{ path: 'number', code: taken.code }];
  const previous = taken.gap === undefined ? plan.head : gapHash(act.key, taken.gap, plan.head);
  const drawn = drawUpImported(world.keyring, act, { territory: plan.territory, importId: row._id, previous });
  if (drawn.gave !== undefined) {
    if (given.has(drawn.gave)) return [{ path: 'idcs', code: 'idcs-taken' }];
    given.add(drawn.gave);
  }
  plan.track = { ...plan.track, ...taken.next };
  plan.head = drawn.hash;
  if (!row.trial) plan.entered.push({ row: drawn, act });
  return 'created';
}

/** Why nothing can be entered in a register: it is closed, in use for acts of its own, or another import is at it. */
export function barrier(before: RegisterRow | undefined, row: Pick<ImportRow, '_id'>): string | undefined {
  if (before === undefined || before.importing === row._id) return undefined;
  if (before.state === 'closed') return 'register-closed';
  const kept = before.lastNumber >= before.firstNumber && before.imported !== true;
  return before.importing !== undefined || kept ? 'register-in-use' : undefined;
}

/** Whether a line says what the act says that is there already; its margin may have grown since. */
function sameAct(keyring: Keyring, row: ActRow, act: ImportedAct): boolean {
  const stored = Act.decode(openBytes(keyOf(keyring, row), row.sealed, actContext(row._id)));
  // An export does not say by which account an act was signed here.
  return Buffer.compare(actBytes({ ...stored, officerId: '' }), bytesOfImported(act)) === 0;
}
