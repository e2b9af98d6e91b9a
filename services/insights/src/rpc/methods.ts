import type { DirectoryCopy, Methods, Platform } from '@jamaa/kit';
import type { InsightsServiceServer } from '@jamaa/proto/insights/v1/insights';
import { getRecount } from './get-recount.ts';
import { getSummary } from './get-summary.ts';

export const methods = (platform: Platform, copy: DirectoryCopy): Methods<InsightsServiceServer> => ({
  getSummary: getSummary(platform, copy),
  getRecount: getRecount(platform),
});
