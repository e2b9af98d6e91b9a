import { namedOperator, operatorsOnly, type Platform, type RpcCall } from '@jamaa/kit';
import type { RebuildCasesRequest, RebuildCasesResponse } from '@jamaa/proto/insights/v1/insights';
import { type CellJournals, sourcesOf } from '../rebuild/journals.ts';
import { type Rebuilt, rebuildCase } from '../rebuild/rebuild-case.ts';
import { stretches, touchedIn } from '../rebuild/touched.ts';
import { sinceOf } from './list-known.ts';

/**
 * After a restore of a cell: what was applied here of events that its journal has lost is taken out of rows and figures. What was
 * told to metrics stays told, for counters only grow.
 */
export const rebuildCases =
  (platform: Pick<Platform, 'mongo' | 'clock' | 'logger'>, journals: CellJournals) =>
  async (request: RebuildCasesRequest, call: RpcCall): Promise<RebuildCasesResponse> => {
    operatorsOnly(call);
    const { cell, dryRun, cursor } = request;
    const operator = namedOperator(request.operator);
    const sources = sourcesOf(journals, cell);
    const cases: Rebuilt[] = [];
    let looked = 0;
    const nextCursor = await stretches(platform, sinceOf(request.since, cursor), cursor, async (from, to) => {
      const touched = await touchedIn(platform.mongo, sources, from, to);
      const ids = new Set(touched.map(({ complaintId }) => complaintId));
      for (const id of ids) {
        const one = await rebuildCase(platform.mongo, { cell, id }, sources, dryRun);
        if (one !== undefined) cases.push(one);
      }
      looked += ids.size;
      return ids.size;
    });
    if (cases.length > 0) platform.logger.warn({ cell, operator, cases: cases.length, dryRun }, 'cases made again');
    return { cases, looked, nextCursor };
  };
