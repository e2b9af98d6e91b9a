import type { Methods } from '@jamaa/kit';
import type { GisServiceServer } from '@jamaa/proto/gis/v1/gis';
import type { Dataset } from '../domain/dataset.ts';
import type { GisMetrics } from '../telemetry.ts';
import { getTerritory } from './get-territory.ts';
import { listTerritories } from './list-territories.ts';
import { locate } from './locate.ts';
import { readDataset } from './read-dataset.ts';

/** Every caller with a valid token may read: the territory is public data. */
export const methods = (dataset: Dataset, metrics: GisMetrics): Methods<GisServiceServer> => ({
  getTerritory: getTerritory(dataset),
  listTerritories: listTerritories(dataset),
  locate: locate(dataset, metrics),
  readDataset: readDataset(dataset, metrics),
});
