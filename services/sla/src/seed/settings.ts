import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Environment of the seed. */
export const seedEnvironment = serviceEnvironment
  .pick({ NODE_ENV: true, MONGODB_URI: true, MONGODB_DATABASE: true })
  .extend({
    /** Present day of the seed: what was due before it has fired. */
    SEED_UNTIL: z.coerce.date(),
  });

/** Environment of a rehearsal. */
export const rehearsalEnvironment = serviceEnvironment.pick({ NODE_ENV: true, MONGODB_URI: true }).extend({
  /** Open clocks in all; what is missing is made up of clocks that are due in two months. */
  OPEN_CLOCKS: z.coerce.number().int().min(0).default(0),
  /** When the first step falls due, how many do, and how many a second. */
  FROM: z.coerce.date().default(new Date(0)),
  STEPS: z.coerce.number().int().min(0).default(0),
  PER_SECOND: z.coerce.number().positive().default(1),
});
