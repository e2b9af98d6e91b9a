import { z } from 'zod';
import { isActKind } from '../identity.ts';
import { type Indexed, inOrder, MAX_ACTS, MAX_PAGE, MAX_VOLUME, type PageKey } from '../page.ts';
import type { Table } from './columns.ts';
import type { Refused } from './line.ts';
import type { Pinned } from './read-line.ts';

/** A line of an index of scanned pages. `acts`: numbers with blanks between them. */
export const pageTable: Table = {
  columns: ['bureau', 'kind', 'year', 'volume', 'page', 'acts', 'sha256'],
  needed: ['volume', 'page', 'acts', 'sha256'],
};

export interface PageLine {
  readonly key: PageKey;
  readonly asked: Indexed;
}

type Problem = Refused['problems'][number];

const shape = z.strictObject({
  bureauId: z.string().max(60).optional(),
  kind: z.string().max(10).optional(),
  year: z.number().optional(),
  volume: z.number(),
  page: z.number(),
  acts: z.array(z.number()).max(1_000),
  sha256: z.string().max(100),
});

const member: Readonly<Record<string, string>> = { bureau: 'bureauId' };
const numbers = new Set(['year', 'volume', 'page']);
const NONE = -1;
const wholeOf = (cell: string): number => (/^\d{1,9}$/.test(cell) ? Number(cell) : NONE);

/** A line of a table in the shape of the same line in JSON; what is no number is told by its field. */
export const pageObjectOf = (header: readonly string[], cells: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    header.flatMap((name, index): [string, unknown][] => {
      const cell = cells[index]?.trim() ?? '';
      if (name === 'acts') return [['acts', cell.split(/\s+/).flatMap((one) => (one === '' ? [] : [wholeOf(one)]))]];
      if (numbers.has(name)) return cell === '' && name === 'year' ? [] : [[name, wholeOf(cell)]];
      return cell === '' && name !== 'sha256' ? [] : [[member[name] ?? name, cell]];
    }),
  );

/** Fields of a table bear the names of its columns. */
export const pageColumnOf = (path: string): string => (path === 'bureauId' ? 'bureau' : path);

const within = (value: number, from: number, to: number): boolean =>
  Number.isInteger(value) && value >= from && value <= to;

/** A page of the index, read and checked; whether its acts are there is not looked at here. Pure. */
export function readPageLine(value: unknown, pinned: Pinned): PageLine | Refused {
  const shaped = shape.safeParse(value);
  if (!shaped.success)
    return {
      problems: shaped.error.issues.slice(0, 20).flatMap((issue): Problem[] => {
        if (issue.code === 'unrecognized_keys')
          return issue.keys.map((key) => ({ path: key.slice(0, 80), code: 'unknown' }));
        return [{ path: issue.path.join('.'), code: issue.code === 'too_big' ? 'too-long' : 'shape' }];
      }),
    };
  const { volume, page, acts } = shaped.data;
  const { bureauId = pinned?.bureauId ?? '', kind = pinned?.kind ?? '', year = pinned?.year ?? 0 } = shaped.data;
  const problems: Problem[] = [];
  const unless = (holds: boolean, path: string, code: string): void => {
    if (!holds) problems.push({ path, code });
  };
  unless(bureauId !== '', 'bureauId', 'required');
  unless(isActKind(kind), 'kind', kind === '' ? 'required' : 'unknown');
  unless(within(year, 1900, 9999), 'year', year === 0 ? 'required' : 'range');
  if (pinned !== undefined && (bureauId !== pinned.bureauId || kind !== pinned.kind || year !== pinned.year))
    problems.push({ path: 'bureauId', code: 'other-register' });
  unless(within(volume, 1, MAX_VOLUME), 'volume', 'range');
  unless(within(page, 1, MAX_PAGE), 'page', 'range');
  unless(acts.length > 0, 'acts', 'required');
  unless(acts.length <= MAX_ACTS, 'acts', 'too-long');
  unless(
    acts.every((number) => within(number, 1, 9_999_999)),
    'acts',
    'number',
  );
  const sha256 = shaped.data.sha256.toLowerCase();
  unless(/^[0-9a-f]{64}$/.test(sha256), 'sha256', sha256 === '' ? 'required' : 'format');
  if (problems.length > 0 || !isActKind(kind)) return { problems };
  return { key: { bureauId, kind, year, volume, page }, asked: { acts: inOrder(acts), sha256 } };
}
