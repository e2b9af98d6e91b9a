import { Failure } from '../failure.ts';
import { json, table } from '../table.ts';
import type { Command } from './command.ts';

/** Counts the cases again and compares with the figures; says what differs and ends with 1. */
export const insightsCheck: Command = async ({ ask, options, print, tell }) => {
  const found: { row: string; figure: string; stored: number; counted: number }[] = [];
  let cases = 0;
  for (let cursor = ''; ; ) {
    const page = await ask('insights', (clients, call) =>
      clients.insights.getRecount({ cursor }, { ...call, deadlineMs: 60_000 }),
    );
    found.push(...page.differences);
    cases += page.cases;
    cursor = page.nextCursor;
    if (cursor === '') break;
    tell(`insights: ${cases} cases so far`);
  }
  if (options.json) print(json({ cases, differences: found }));
  else {
    const rows = found.map(({ row, figure, stored, counted }) => [row, figure, String(stored), String(counted)]);
    if (rows.length > 0) print(table(['ROW', 'FIGURE', 'STORED', 'COUNTED'], rows));
    print(`insights: ${found.length === 0 ? 'OK' : 'DIFFERENT'}, ${cases} cases`);
  }
  if (found.length > 0) throw new Failure(1, 'figures differ from the cases: see docs/operations/insights.md');
};
