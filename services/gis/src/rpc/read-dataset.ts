import type { ReadDatasetRequest, ReadDatasetResponse } from '@jamaa/proto/gis/v1/gis';
import { chunkOf, type Dataset } from '../domain/dataset.ts';
import type { GisMetrics } from '../telemetry.ts';

/** @throws AppError `version-conflict`, or `validation-failed` naming `part` or `offset` */
export const readDataset =
  (dataset: Dataset, metrics: GisMetrics) =>
  async (request: ReadDatasetRequest): Promise<ReadDatasetResponse> => {
    const answer = chunkOf(dataset, request);
    if (request.offset === 0) metrics.datasetReads.inc({ part: request.part });
    return answer;
  };
