import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

export const config = serviceEnvironment.extend({
  /** intake's gRPC address: its journal is read when the stream lacks something. */
  INTAKE_ADDRESS: z.string().min(1),
});

export type CivilRegistryEnvironment = z.infer<typeof config>;
