import type { Found, SearchQuery } from './search.ts';
import type { Candidate } from './search-leads.ts';

/** Words a row must have: all of two, two of three, three of four. */
export const leastMatches = (words: number): number => Math.floor(words / 2) + 1;

/** Rows that come before all rows of the next tier: those with as many words, by rank; else all that are found. */
export interface Tier {
  /** Words a row has at least, and at most. */
  readonly least: number;
  readonly most: number;
  readonly newestFirst: boolean;
  /** Nothing later is of this tier and behind the page before. */
  readonly upTo: Date;
}

/** The tiers of a page, the best first: from the one in which the page before ended. */
export function tiersOf({ words: { length }, sort, after, upTo }: SearchQuery): Tier[] {
  const least = leastMatches(length);
  if (sort !== 'rank') {
    const newestFirst = sort.field === 'receivedAt' && sort.direction === -1;
    return [{ least, most: length, newestFirst, upTo: newestFirst ? (after?.value ?? upTo) : upTo }];
  }
  const first = Math.min(length, after?.matched ?? length);
  return Array.from({ length: first - least + 1 }, (_, index) => {
    const matched = first - index;
    return {
      least: matched,
      most: matched,
      newestFirst: true,
      upTo: after?.matched === matched ? after.value : upTo,
    };
  });
}

/** Candidates with as many of the words as the tier wants, in order, behind the last of the page before. */
export function ranked(candidates: readonly Candidate[], { words, sort, after }: SearchQuery, tier: Tier): Found[] {
  const field = sort === 'rank' ? 'receivedAt' : sort.field;
  const direction = sort === 'rank' ? -1 : sort.direction;
  const order = (a: Found, b: Found): number => {
    if (sort === 'rank' && a.matched !== b.matched) return b.matched - a.matched;
    return direction * (a.value.getTime() - b.value.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  };
  return candidates
    .map((row): Found => {
      const own = new Set(row.tokens);
      const matched = words.filter((forms) => forms.some((token) => own.has(token))).length;
      return { id: row._id, matched, value: row[field] ?? new Date(0) };
    })
    .filter(
      (found) =>
        found.matched >= tier.least && found.matched <= tier.most && (after === undefined || order(after, found) < 0),
    )
    .sort(order);
}
