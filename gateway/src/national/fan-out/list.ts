/** An entry of a list, as a cell answers it. */
export type Entry = Readonly<Record<string, unknown>>;

type Query = Readonly<Record<string, unknown>>;
export type Order = { readonly by: (entry: Entry) => number | string } | 'turns';

/** What of a cell's answer is a list, and how lists of several cells become one. */
export interface ListOfCells {
  /** Member of the answer that holds the entries. */
  readonly items: string;
  /** Whether there are further pages: by a cursor in the query, by one in the body, or not. The query unless said. */
  readonly pages?: 'query' | 'body' | 'none';
  /** Member that identifies an entry within its cell; needed where `order` is. */
  readonly id?: string;
  /** Entries of a page: when nothing is asked, and at most. */
  readonly limit?: { readonly usual: number; readonly most: number };
  /** The cells' own order, in growing values; `turns`: the answers do not tell it. Absent: one cell after the other. */
  readonly order?: (query: Query) => Order;
  /** Makes one answer of what is no list. */
  readonly merge?: (answers: ReadonlyMap<string, Entry>) => Entry;
}
