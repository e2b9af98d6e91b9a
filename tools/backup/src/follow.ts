import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { BsonWriter, syncFolderOf } from './archive/bson-file.ts';
import { addSegment, type Head, headOf, momentToDate, openArchive, segmentFile, writeHead } from './archive/layout.ts';
import { Changes, ForgottenError } from './changes.ts';
import { type Cell, earlier, momentNow } from './database.ts';

export interface FollowSettings {
  readonly folder: string;
  /** Between two segments, milliseconds: what a loss of the database can cost. */
  readonly everyMs: number;
  readonly now: () => Date;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
  /** Called after each round with how far the archive reaches. */
  readonly reached?: (until: Date) => void;
}

/** Archives the changes of a cell until it is stopped; goes on where it was after a stop or a crash. One at a time for an archive. */
export async function follow(cell: Cell, s: FollowSettings): Promise<void> {
  await openArchive(s.folder);
  let head = (await headOf(s.folder)) ?? (await begin(cell, s, 1));
  let changes = Changes.open(cell.client, cell.databases, startOf(head));
  try {
    while (!s.signal.aborted) {
      try {
        head = await round(cell, s, changes, head);
      } catch (error) {
        if (!(error instanceof ForgottenError)) throw error;
        s.tell(`${error.message}: a new chain begins, which needs a new base`);
        await changes.close();
        head = await begin(cell, s, head.chain + 1, head.number);
        changes = Changes.open(cell.client, cell.databases, startOf(head));
      }
      s.reached?.(momentToDate(head.until));
      await pause(s.everyMs, undefined, { signal: s.signal }).catch(() => undefined);
    }
    // What was committed before the stop is not left to the next start.
    head = await round(cell, s, changes, head);
  } finally {
    await changes.close();
  }
}

/** A base that is begun at once lies within the chain. */
const BEFORE_S = 10;

const startOf = (head: Head): Parameters<typeof Changes.open>[2] =>
  head.token === undefined ? { from: BigInt(head.from) } : { token: head.token };

/** A chain begins now; its head is on record before the first change is read. */
async function begin(cell: Cell, s: FollowSettings, chain: number, number = 0): Promise<Head> {
  const from = String(earlier(await momentNow(cell.client), BEFORE_S));
  const head = { chain, from, until: from, number, at: s.now().toISOString() };
  await writeHead(s.folder, head);
  return head;
}

async function round(cell: Cell, s: FollowSettings, changes: Changes, head: Head): Promise<Head> {
  const number = head.number + 1;
  const file = segmentFile(s.folder, number);
  // Left behind by a crash before the head vouched for it.
  if (existsSync(file)) await rm(file);
  let writer: BsonWriter | undefined;
  const moment = await changes.upTo(await momentNow(cell.client), async (change) => {
    writer ??= await BsonWriter.open(file);
    await writer.add(change.raw);
  });
  const at = s.now().toISOString();
  const until = String(moment);
  const token = (changes.token ?? head.token) as Head['token'];
  const open = writer as BsonWriter | undefined;
  if (open !== undefined) {
    const written = await open.close();
    await syncFolderOf(file);
    await addSegment(s.folder, { number, chain: head.chain, ...written, until, at });
  }
  const next = { ...head, number: open === undefined ? head.number : number, until, token, at };
  await writeHead(s.folder, next);
  return next;
}
