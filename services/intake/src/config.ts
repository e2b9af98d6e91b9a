import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

export const config = serviceEnvironment.extend({
  GIS_ADDRESS: z.string().min(1),
  DIRECTORY_ADDRESS: z.string().min(1),
});

export type IntakeEnvironment = z.infer<typeof config>;
