import type { ListOfCells } from './fan-out/list.ts';
import type { Place } from './places.ts';

/**
 * How the cell of an endpoint is found. `places` are tried in order; where they say nothing, `way` decides:
 * - `one`: the header `Jamaa-Cell` tells it, or the caller is asked for it
 * - `reference-data`: any cell has it; the hub's is asked first, others when it does not answer
 * - `hub`: of the whole country, so that the hub's own cell has it
 * - `fan-out`: a list of all cells, merged; `Jamaa-Cell` narrows it to one
 * - `first`: one cell has it, and nothing tells which: all are asked, who knows it answers; `Jamaa-Cell` narrows it
 * - `all`: is done in each of them, or it is not done
 */
export interface Row {
  readonly way: 'one' | 'reference-data' | 'hub' | 'fan-out' | 'first' | 'all';
  readonly places: readonly Place[];
  /** Of reference data: places that do not lead the request, but tell the caller which cell is theirs. */
  readonly tells?: readonly Place[];
  readonly list?: ListOfCells;
  /** Of `first`: the address that asks the same with less than the body; `undefined` when nothing can be asked. */
  readonly question?: (body: Buffer, header: (name: string) => string | undefined) => string | undefined;
}

export const oneCell = (...places: Place[]): Row => ({ way: 'one', places });
/** Nothing in the request tells the cell. */
export const byHeader: Row = oneCell();
export const referenceData = (...tells: Place[]): Row => ({ way: 'reference-data', places: [], tells });
export const elseAny = (...places: Place[]): Row => ({ way: 'reference-data', places });
export const elseHub = (...places: Place[]): Row => ({ way: 'hub', places });
export const fanOut = (list: ListOfCells, ...places: Place[]): Row => ({ way: 'fan-out', list, places });
export const firstWhoKnows: Row = { way: 'first', places: [] };
export const firstAsked = (question: NonNullable<Row['question']>): Row => ({ way: 'first', places: [], question });
export const inAllCells: Row = { way: 'all', places: [] };

/** The same row for several endpoints. */
export const each = (row: Row, ...operations: string[]): Readonly<Record<string, Row>> =>
  Object.fromEntries(operations.map((operation) => [operation, row]));
