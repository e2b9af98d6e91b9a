import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Environment of the seed. */
export const seedEnvironment = serviceEnvironment
  .pick({ NODE_ENV: true, MONGODB_URI: true, MONGODB_DATABASE: true })
  .extend({
    /** Present day of the seed: what was due before it has fired. */
    SEED_UNTIL: z.coerce.date(),
  });
