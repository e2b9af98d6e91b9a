import { invalidField } from '@jamaa/kit';
import type { WholeAnswer } from '../ask.ts';
import type { Cell } from '../cells/cell.ts';
import { packCursor, type Stand, type Standing, unpackCursor } from './cursor.ts';
import type { Entry, ListOfCells } from './list.ts';
import { type CellPage, mergePages } from './merge.ts';

type Query = Readonly<Record<string, unknown>>;

/** Asks a cell for a page from a place in its list. `undefined`: it did not answer as a cell does. */
export type AskPage = (cell: Cell, cursor: string, limit: number | undefined) => Promise<WholeAnswer | undefined>;

/** Either the merged list, or a refusal of a cell (a filter that is wrong is wrong everywhere), passed on as it is. */
export type ListAnswer =
  | { readonly body: Entry; readonly missing: readonly string[] }
  | { readonly refusal: WholeAnswer }
  | { readonly nobody: readonly string[] };

const START: Stand = { at: '', told: 0 };
/** Pages of which all was told before are passed over; more in a row are not of a list that only grows at its front. */
const MOST_PASSED_OVER = 5;

export interface ListRequest {
  readonly list: ListOfCells;
  readonly query: Query;
  readonly cursor: string | undefined;
  readonly cells: readonly Cell[];
  readonly ask: AskPage;
}

/** A page of a list over all cells. @throws AppError for a cursor or limit that is none */
export async function listOfAll(request: ListRequest): Promise<ListAnswer> {
  const { list, query, cursor, cells } = request;
  const standing: Standing =
    cursor === undefined
      ? { cells: Object.fromEntries(cells.map(({ code }) => [code, START])), missing: [] }
      : unpackCursor(cursor);
  const limit = limitOf(list, query);
  let { cells: stands } = standing;
  const missing = new Set(standing.missing);
  for (let round = 1; ; round += 1) {
    const here = cells.filter(({ code }) => Object.hasOwn(stands, code));
    const asked = await Promise.all(here.map((cell) => pageOf(request, cell, stands[cell.code] ?? START, limit)));
    const refusal = refusalIn(asked.flatMap(({ answer }) => answer ?? []));
    if (refusal !== undefined) return { refusal };
    const pages = asked.flatMap(({ page }) => page ?? []);
    for (const { cell, page } of asked) if (page === undefined) missing.add(cell.code);
    if (pages.length === 0 && here.length > 0) return { nobody: here.map(({ code }) => code) };
    const { body, next } = merged(request, pages, limit);
    const entries = body[list.items];
    const none = Array.isArray(entries) && entries.length === 0;
    if (none && Object.keys(next).length > 0 && round < MOST_PASSED_OVER) {
      stands = next;
      continue;
    }
    const left = [...missing].sort();
    return {
      body: {
        ...body,
        ...(Object.keys(next).length === 0 ? {} : { nextCursor: packCursor({ cells: next, missing: left }) }),
        ...(left.length === 0 ? {} : { partial: true, missing: left }),
      },
      missing: left,
    };
  }
}

interface Page extends CellPage {
  /** The answer without its entries and its cursor. */
  readonly rest: Entry;
  readonly whole: Entry;
}

async function pageOf({ list, ask }: ListRequest, cell: Cell, from: Stand, limit: number | undefined) {
  const most = list.limit?.most ?? 0;
  const answer = await ask(cell, from.at, limit === undefined ? undefined : Math.min(limit + from.told, most));
  if (answer === undefined || answer.status !== 200) {
    // Who has no rights in a cell has nothing in it.
    const nothing = answer?.status === 403 ? { cell: cell.code, from, entries: [], next: undefined } : undefined;
    return { cell, answer, page: nothing && { ...nothing, rest: {}, whole: {} } };
  }
  return { cell, answer, page: readPage(list, cell.code, from, answer) };
}

/** `undefined` for what is not the list that was asked for. */
function readPage(list: ListOfCells, cell: string, from: Stand, { body }: WholeAnswer): Page | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== 'object' || value === null || !(list.items in value)) return undefined;
  const { [list.items]: entries, nextCursor, ...rest } = value as Record<string, unknown>;
  if (!Array.isArray(entries)) return undefined;
  const next = typeof nextCursor === 'string' && nextCursor !== '' ? nextCursor : undefined;
  return { cell, from, entries: entries as Entry[], next, rest, whole: value as Entry };
}

/** 403 of all of them, or another 4xx of any. */
function refusalIn(answers: readonly WholeAnswer[]): WholeAnswer | undefined {
  const other = answers.find(({ status }) => status !== 200 && status !== 403);
  if (other !== undefined) return other;
  return answers.every(({ status }) => status === 403) ? answers[0] : undefined;
}

function merged({ list, query }: ListRequest, pages: readonly Page[], limit: number | undefined) {
  const next: Record<string, Stand> = {};
  if (list.merge !== undefined)
    return { body: list.merge(new Map(pages.map(({ cell, whole }) => [cell, whole]))), next };
  const rest: Entry = Object.assign({}, ...pages.map((page) => page.rest).reverse());
  if (list.order !== undefined && list.id !== undefined && limit !== undefined) {
    const { entries, cells } = mergePages(pages, limit, list.id, list.order(query));
    return { body: { [list.items]: entries, ...rest }, next: cells };
  }
  for (const { cell, next: at } of pages) if (at !== undefined) next[cell] = { at, told: 0 };
  return { body: { [list.items]: pages.flatMap(({ entries }) => entries), ...rest }, next };
}

function limitOf({ limit }: ListOfCells, { limit: asked }: Query): number | undefined {
  if (limit === undefined || asked === undefined) return limit?.usual;
  const count = Number(asked);
  if (!Number.isInteger(count) || count < 1 || count > limit.most)
    throw invalidField('limit', 'range', `a whole number from 1 to ${limit.most}`);
  return count;
}
