import { fileURLToPath } from 'node:url';
import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

export const config = serviceEnvironment.extend({
  /** Folder of the data set: `territories.json` and `boundaries.topojson`. An operator may put official ones there. */
  TERRITORY_DIR: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../data', import.meta.url))),
});

export type GisEnvironment = z.infer<typeof config>;
