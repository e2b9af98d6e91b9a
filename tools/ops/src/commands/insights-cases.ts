import type { KnownAggregate, RebuiltCase } from '@jamaa/proto/insights/v1/insights';
import { KnownAggregate as Known } from '@jamaa/proto/insights/v1/insights';
import { Failure } from '../failure.ts';
import { type Options, required } from '../options.ts';
import { json, table } from '../table.ts';
import type { Command } from './command.ts';

/** @throws Failure with exit code 2 */
function sinceOf({ since, command }: Options): Date {
  const read = new Date(since ?? '');
  if (Number.isNaN(read.getTime()))
    throw new Failure(2, `${command} needs --since, an instant like 2026-03-01T10:00:00Z`);
  return read;
}

/** What insights has applied of a cell since a moment, as JSON: `backup reconcile --hub` reads it. */
export const insightsKnown: Command = async ({ ask, options, print, tell }) => {
  const [cell, since] = [required(options, 'cell'), sinceOf(options)];
  const found: KnownAggregate[] = [];
  for (let cursor = ''; ; ) {
    const request = { cell, since, cursor };
    const page = await ask('insights', (clients, call) =>
      clients.insights.listKnown(request, { ...call, deadlineMs: 60_000 }),
    );
    found.push(...page.known);
    cursor = page.nextCursor;
    if (cursor === '') break;
    tell(`insights: ${found.length} so far`);
  }
  print(json({ cell, since, known: found.map((one) => Known.toJSON(one)) }));
};

/** Makes rows and figures of a cell's cases again from its journals, after its restore; with `--dry-run` only names what differs. */
export const insightsRebuild: Command = async ({ ask, options, print, tell }) => {
  const [cell, since, operator] = [required(options, 'cell'), sinceOf(options), required(options, 'operator')];
  const { dryRun } = options;
  const cases: RebuiltCase[] = [];
  let looked = 0;
  for (let cursor = ''; ; ) {
    const request = { cell, since, operator, dryRun, cursor };
    const page = await ask('insights', (clients, call) =>
      clients.insights.rebuildCases(request, { ...call, deadlineMs: 300_000 }),
    );
    cases.push(...page.cases);
    looked += page.looked;
    cursor = page.nextCursor;
    if (cursor === '') break;
    tell(`insights: ${looked} cases so far`);
  }
  if (options.json) print(json({ cell, looked, cases, rebuilt: !dryRun }));
  else {
    const rows = cases.map(({ complaintId, reference, found }) => [reference, found, complaintId]);
    if (rows.length > 0) print(table(['REFERENCE', 'FOUND', 'CASE'], rows));
    print(`insights: ${looked} cases compared with cell ${cell}, ${cases.length} ${dryRun ? 'differ' : 'made again'}`);
  }
  if (dryRun && cases.length > 0) throw new Failure(1, 'rows differ from the journals of the cell');
};
