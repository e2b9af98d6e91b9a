import { type Caller, failpoint, inTransaction, isDuplicateKey } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { isRefused, type Refused, refused } from '../domain/imports/line.ts';
import { type PageLine, pageColumnOf, pageObjectOf, readPageLine } from '../domain/imports/page-line.ts';
import type { Pinned } from '../domain/imports/read-line.ts';
import { decidePage, inOrder, MAX_ACTS, pageId } from '../domain/page.ts';
import { type LineReader, type ReadLine, readRecord } from '../imports/read-records.ts';
import type { FileRecord } from '../imports/records.ts';
import { type ImportRow, pinnedOf, type RefusedLine } from '../imports/rows.ts';
import { moveOn, type Progress, standing } from '../imports/write-pack.ts';
import { actRows, type BureauRow, bureauRows } from '../store/rows.ts';
import { actIdsOf, type PageRow, pageRows } from './rows.ts';
import { type Told, writePage } from './write.ts';

interface Rights {
  readonly caller: Caller;
  mayImport(bureau: BureauRow): boolean;
}

const pageReader = (pinned: Pinned): LineReader<PageLine> => ({
  object: (value) => readPageLine(value, pinned),
  cells: (header, cells) => readPageLine(pageObjectOf(header, cells), pinned),
});

/** Why a page cannot be entered whatever the index says of it: its bureau, or acts that are not there. */
async function barriers({ platform: { mongo } }: Deps, lines: readonly ReadLine<PageLine>[], { mayImport }: Rights) {
  const pages = lines.flatMap(({ read }) => (read === undefined || isRefused(read) ? [] : [read]));
  const [bureaux, acts] = await Promise.all([
    bureauRows(mongo)
      .find({ _id: { $in: [...new Set(pages.map(({ key }) => key.bureauId))] } })
      .toArray(),
    actRows(mongo)
      .find({ _id: { $in: pages.flatMap(({ key, asked }) => actIdsOf(key, asked.acts)) } }, { projection: { _id: 1 } })
      .toArray(),
  ]);
  const known = new Map(bureaux.map((one) => [one._id, one]));
  const there = new Set(acts.map(({ _id }) => _id));
  return ({ key, asked }: PageLine): Refused | undefined => {
    const bureau = known.get(key.bureauId);
    if (bureau === undefined) return refused('unknown', 'bureauId');
    if (!mayImport(bureau)) return refused('forbidden', 'bureauId');
    return actIdsOf(key, asked.acts).every((id) => there.has(id)) ? undefined : refused('unknown', 'acts');
  };
}

const MAX_TRIES = 5;

/** What a pack of lines of an index comes to: pages, report and the place where reading goes on, together or not at all. */
export async function takePagePack(
  deps: Deps,
  row: ImportRow,
  pack: readonly FileRecord[],
  progress: Progress,
  rights: Rights,
): Promise<ImportRow> {
  const reader = pageReader(pinnedOf(row));
  const lines = pack.map((record) => readRecord(row, record, reader));
  const barrier = await barriers(deps, lines, rights);
  for (let tried = 1; ; tried += 1) {
    try {
      const after = await writePages(deps, row, lines, barrier, progress, rights.caller);
      failpoint('civil-registry.import.after-pack');
      deps.platform.relay.poke();
      return after;
    } catch (error) {
      // Somebody entered one of these pages at this moment: read again it is there.
      if (tried === MAX_TRIES || !isDuplicateKey(error)) throw error;
    }
  }
}

async function writePages(
  { platform }: Deps,
  row: ImportRow,
  lines: readonly ReadLine<PageLine>[],
  barrier: (line: PageLine) => Refused | undefined,
  progress: Progress,
  caller: Caller,
): Promise<ImportRow> {
  const at = platform.clock.now();
  const ids = lines.flatMap(({ read }) => (read === undefined || isRefused(read) ? [] : [pageId(read.key)]));
  return inTransaction(platform.mongo, async (session) => {
    const now = await standing(platform, session, row);
    const stored = await pageRows(platform.mongo)
      .find({ _id: { $in: [...new Set(ids)] } }, { session })
      .toArray();
    const pages = new Map<string, PageRow>(stored.map((one) => [one._id, one]));
    const told = new Map<string, Told>();
    const problems: RefusedLine[] = [];
    let [created, unchanged] = [0, 0];
    for (const { line, read } of lines) {
      if (read === undefined) continue;
      const outcome = isRefused(read) ? read : (barrier(read) ?? enter(read));
      if (outcome === 'created') created += 1;
      else if (outcome === 'unchanged') unchanged += 1;
      else problems.push({ line, actId: '', problems: outcome.problems.map(named) });
    }
    if (!row.trial) for (const [id, one] of told) writePage(session, pages.get(id) ?? null, one, { at, caller });
    return moveOn(session, now, { created, unchanged, refused: problems }, progress);

    function enter({ key, asked }: PageLine): 'created' | 'unchanged' | Refused {
      const id = pageId(key);
      // A page that this very pack has told of already is judged by what it said.
      const before = told.get(id)?.next ?? stateOf(pages.get(id));
      // Lines add up: an index has one for each page, or one for each act.
      const acts = inOrder([...(before?.acts ?? []), ...asked.acts]);
      if (acts.length > MAX_ACTS) return refused('too-long', 'acts');
      const decision = decidePage(before, { ...asked, acts });
      if ('refused' in decision) return refused('differs', 'sha256');
      if (!decision.linked) return 'unchanged';
      told.set(id, { key, next: decision.next, linked: true, importId: row._id });
      return 'created';
    }
  });

  function named({ path, code }: Refused['problems'][number]) {
    return { field: row.format === 'csv' ? pageColumnOf(path) : path, code };
  }
}

const stateOf = (row: PageRow | undefined) =>
  row === undefined ? undefined : { acts: row.acts, sha256: row.sha256, scan: row.scan };
