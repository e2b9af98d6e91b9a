import type { DirectoryCopy, Methods, Platform } from '@jamaa/kit';
import type { InsightsServiceServer } from '@jamaa/proto/insights/v1/insights';
import type { CellJournals } from '../rebuild/journals.ts';
import { getRecount } from './get-recount.ts';
import { getSummary } from './get-summary.ts';
import { listKnown } from './list-known.ts';
import { rebuildCases } from './rebuild-cases.ts';

export const methods = (
  platform: Platform,
  copy: DirectoryCopy,
  journals: CellJournals,
): Methods<InsightsServiceServer> => ({
  getSummary: getSummary(platform, copy),
  getRecount: getRecount(platform),
  listKnown: listKnown(platform, journals),
  rebuildCases: rebuildCases(platform, journals),
});
