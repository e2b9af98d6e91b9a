import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

export const config = serviceEnvironment.extend({
  /** Where intake's journal is read when its stream has lost messages. */
  INTAKE_ADDRESS: z.string().min(1).optional(),
  DIRECTORY_ADDRESS: z.string().min(1, 'host:port of directory'),
  /** How often a process looks for a newer set of rules. */
  RULES_REFRESH_MS: z.coerce.number().int().min(50).default(2_000),
});

export type RoutingEnvironment = z.infer<typeof config>;
