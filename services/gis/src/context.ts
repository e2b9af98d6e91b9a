import { createPlatform, type Platform, rpcService, type Served, serve } from '@jamaa/kit';
import { GisServiceService } from '@jamaa/proto/gis/v1/gis';
import type { GisEnvironment } from './config.ts';
import { publishDataset } from './jobs/publish-dataset.ts';
import { methods } from './rpc/methods.ts';
import { readDatasetFolder } from './store/dataset-folder.ts';
import { indexes } from './store/published.ts';
import { gisMetrics } from './telemetry.ts';

export interface GisContext {
  readonly platform: Platform;
  readonly served: Served;
  /** Version of the data set in force. */
  readonly version: string;
}

/**
 * Reads the data set, opens the doors, then tells the others when the set is another than the last one in force.
 *
 * @throws Error when the folder lacks a file, TerritoryError `malformed-dataset` when a file is not sound
 */
export async function createContext(env: GisEnvironment): Promise<GisContext> {
  const dataset = await readDatasetFolder(env.TERRITORY_DIR);
  const platform = await createPlatform({ service: 'gis', env, indexes });
  try {
    const served = await serve(platform, [
      rpcService(GisServiceService, methods(dataset, gisMetrics(platform.metrics))),
    ]);
    // After the doors are open: a copy that hears of a version finds it here.
    await publishDataset(platform, dataset.version);
    return { platform, served, version: dataset.version };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
