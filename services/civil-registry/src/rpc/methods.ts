import type { Methods, Platform } from '@jamaa/kit';
import type { CivilRegistryServiceServer } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Telemetry } from '../telemetry.ts';
import { finish } from './finish.ts';

export const methods = (platform: Platform, telemetry: Telemetry): Methods<CivilRegistryServiceServer> => ({
  finish: finish(platform, telemetry),
});
