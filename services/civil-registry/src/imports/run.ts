import { type Caller, isDuplicateKey } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { actorsAt, isAdministrator } from '../domain/access.ts';
import { takePagePack } from '../pages/take-pack.ts';
import { checkContext } from '../rpc/people.ts';
import type { BureauRow } from '../store/rows.ts';
import { readPieces } from './pieces.ts';
import { planPack, type World } from './plan.ts';
import { actReader } from './read-acts.ts';
import { readRecord } from './read-records.ts';
import { readStored } from './read-stored.ts';
import { type FileRecord, recordsOf } from './records.ts';
import { type ImportRow, pinnedOf } from './rows.ts';
import { type Progress, Superseded, writePack } from './write-pack.ts';

/** Lines in one transaction: enough that its commit costs little of each, few enough that it is over in a moment. */
const PACK = 250;
const MAX_TRIES = 5;

/** Whoever brought the file stands in the audit trail of each act. */
export const callerOf = (row: Pick<ImportRow, 'startedBy'>): Caller => ({
  kind: 'account',
  subject: row.startedBy,
  client: 'register-import',
  acr: 'simple',
});

/** What the rights of a caller allow now: an officer of the bureau, an administrator of its territory. */
export async function worldOf(deps: Deps, caller: Caller): Promise<World> {
  const grants = await deps.grantsOf(caller);
  return {
    keyring: deps.keyring,
    context: checkContext(deps),
    mayImport: (bureau: BureauRow) =>
      isAdministrator(bureau.territory, grants) || actorsAt(bureau, grants).has('civil-officer'),
  };
}

/**
 * Reads a file from where it stands to its end, pack by pack; returns the import as it is then. A process that is killed leaves whole packs:
 * the next goes on behind the last of them.
 */
export async function runImport(deps: Deps, row: ImportRow, signal: AbortSignal): Promise<ImportRow> {
  const marks = new Marks(row);
  const pieces = readPieces(deps.platform.mongo, deps.keyring, row, row.piece, (number, length) =>
    marks.add(number, length),
  );
  const records = recordsOf(from(pieces, row.offset - row.pieceStart), row, row.format === 'csv');
  let now = row;
  let pack: FileRecord[] = [];
  for await (const record of records) {
    pack.push(record);
    if (pack.length < PACK) continue;
    if (signal.aborted) return now;
    now = await takePack(deps, now, pack, marks);
    pack = [];
  }
  return pack.length === 0 || signal.aborted ? now : takePack(deps, now, pack, marks);
}

/** The bytes behind the first `skip`. */
async function* from(pieces: AsyncIterable<Buffer>, skip: number): AsyncGenerator<Buffer> {
  let left = skip;
  for await (const piece of pieces) {
    if (left === 0) yield piece;
    else if (left < piece.length) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

/** At which offset each piece that was read begins. */
class Marks {
  #known: { readonly number: number; readonly start: number }[] = [];
  #end: number;

  constructor({ pieceStart }: Pick<ImportRow, 'pieceStart'>) {
    this.#end = pieceStart;
  }

  add(number: number, length: number): void {
    this.#known.push({ number, start: this.#end });
    this.#end += length;
  }

  /** The piece in which an offset lies; those before it are forgotten. */
  at(offset: number): { readonly piece: number; readonly pieceStart: number } {
    const index = this.#known.findLastIndex(({ start }) => start <= offset);
    const found = this.#known[index];
    if (found === undefined) throw new RangeError('no piece holds this offset');
    this.#known = this.#known.slice(index);
    return { piece: found.number, pieceStart: found.start };
  }
}

async function takePack(deps: Deps, row: ImportRow, pack: readonly FileRecord[], marks: Marks): Promise<ImportRow> {
  const last = pack.at(-1);
  if (last === undefined) return row;
  const progress: Progress = { offset: last.end, line: last.nextLine, ...marks.at(last.end) };
  const next = row.content === 'pages' ? takePages : takeActs;
  const after = await next(deps, row, pack, progress);
  for (const outcome of ['created', 'unchanged', 'refused'] as const)
    deps.telemetry.imported.inc({ outcome }, after[outcome] - row[outcome]);
  return after;
}

async function takePages(deps: Deps, row: ImportRow, pack: readonly FileRecord[], progress: Progress) {
  const caller = callerOf(row);
  return takePagePack(deps, row, pack, progress, { caller, mayImport: (await worldOf(deps, caller)).mayImport });
}

async function takeActs(deps: Deps, row: ImportRow, pack: readonly FileRecord[], progress: Progress) {
  const caller = callerOf(row);
  const world = await worldOf(deps, caller);
  const reader = actReader(pinnedOf(row), world.context);
  const lines = pack.map((record) => readRecord(row, record, reader));
  let checkGiven = false;
  for (let tried = 1; ; tried += 1) {
    const plan = planPack(world, row, lines, await readStored(deps, row, lines, checkGiven));
    try {
      return await writePack(deps, row, plan, progress, caller);
    } catch (error) {
      if (tried === MAX_TRIES || !(isDuplicateKey(error) || error instanceof Superseded)) throw error;
      checkGiven = isDuplicateKey(error);
    }
  }
}
