import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');
export const chart = join(root, 'deploy/charts/jamaa');
export const overlays = join(root, 'deploy/regions');
