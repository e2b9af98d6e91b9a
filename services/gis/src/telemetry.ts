import type { Metrics } from '@jamaa/observability';

export type GisMetrics = ReturnType<typeof gisMetrics>;

export const gisMetrics = (metrics: Metrics) => ({
  located: metrics.counter('locate_total', 'Points looked up, by outcome', ['outcome']),
  datasetReads: metrics.counter('dataset_reads_total', 'Parts of the data set read from the start, by part', ['part']),
});
