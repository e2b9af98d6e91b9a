import { fileURLToPath } from 'node:url';
import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Settings of the directory beside those of every service. */
export const config = serviceEnvironment
  .extend({
    /** Folder of the territory set (`territories.json`, `boundaries.topojson`) from which the organisations are made. */
    TERRITORY_DATA_DIR: z.string().min(1).default(beside('../../gis/data')),
    /** Bodies that are not made from the territory: operators, companies, services of the State. */
    BODIES_FILE: z.string().min(1).default(beside('../data/bodies.json')),
    /** `host:port` of the hub's directory, in a cell that has a hub: bodies that are new or changed there are taken over. */
    HUB_ADDRESS: z.string().min(1).optional(),
    /** Development only: CSV of accounts imported at start. */
    DEMO_ACCOUNTS: z.string().min(1).optional(),
  })
  .refine((env) => env.NODE_ENV !== 'production' || env.DEMO_ACCOUNTS === undefined, {
    path: ['DEMO_ACCOUNTS'],
    message: 'must be empty in production',
  });

export type DirectoryEnvironment = z.infer<typeof config>;
