import type { DirectoryCopy, Methods, Platform } from '@jamaa/kit';
import type { SlaServiceServer } from '@jamaa/proto/sla/v1/sla';
import type { Rules } from '../domain/policies/rules.ts';
import { getClocks } from './get-clocks.ts';
import { listEscalations } from './list-escalations.ts';

export const methods = (platform: Platform, rules: Rules, copy: DirectoryCopy): Methods<SlaServiceServer> => ({
  getClocks: getClocks(platform, rules),
  listEscalations: listEscalations(platform, copy),
});
