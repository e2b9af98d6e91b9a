import {
  createPlatform,
  createTerritoryCopy,
  type MigrationPlan,
  type Platform,
  peer,
  type ServiceEnvironment,
  serve,
  type TerritoryCopy,
  territoryCopyIndexes,
} from '@jamaa/kit';
import { GisServiceClient } from '@jamaa/proto/gis/v1/gis';

export const copierPlan: MigrationPlan = { service: 'beta', indexes: territoryCopyIndexes, consumes: ['gis'] };

export interface Copier {
  readonly platform: Platform;
  readonly copy: TerritoryCopy;
  /** Status of its readiness probe. */
  ready(): Promise<number>;
}

/** A service that does nothing but keep a copy of the territory. */
export async function startCopier(env: ServiceEnvironment, gisPort: number): Promise<Copier> {
  const platform = await createPlatform({ service: 'beta', env, indexes: territoryCopyIndexes });
  const gis = peer(platform, GisServiceClient, 'gis', `127.0.0.1:${gisPort}`);
  const copy = await createTerritoryCopy(platform, gis);
  platform.consume('gis', [copy.handler]);
  const { adminPort } = await serve(platform, [], () => [copy.check()]);
  return { platform, copy, ready: async () => (await fetch(`http://127.0.0.1:${adminPort}/readyz`)).status };
}
