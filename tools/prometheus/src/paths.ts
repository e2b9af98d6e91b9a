import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');
export const rulesFolder = join(root, 'observability/rules');
export const dashboardsFolder = join(root, 'observability/dashboards');
/** helm reads only inside the chart: the same files lie there once more. */
export const chartFolder = join(root, 'deploy/charts/jamaa/files/observability');
