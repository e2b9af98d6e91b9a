import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Settings of this service; every duration and delay that concerns people is dated configuration, not a setting. */
export const config = serviceEnvironment.extend({
  /** `host:port` of the peers. */
  INTAKE_ADDRESS: z.string().min(1),
  DIRECTORY_ADDRESS: z.string().min(1),
});

export type SlaEnvironment = z.infer<typeof config>;
