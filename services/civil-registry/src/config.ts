import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';
import { documentsEnvironment } from './documents/config.ts';

export const config = serviceEnvironment.extend({
  ...documentsEnvironment,
  /** Warm copies: the territory, the organisations with their staff. */
  GIS_ADDRESS: z.string().min(1),
  DIRECTORY_ADDRESS: z.string().min(1),
  /** Keeps the scans of old registers; without it the index is kept and no scan is taken. */
  ATTACHMENTS_ADDRESS: z.string().min(1).optional(),
  /** This service itself: its journal heals what its own stream has lost. */
  CIVIL_REGISTRY_ADDRESS: z.string().min(1).optional(),
});

export type CivilEnvironment = z.infer<typeof config>;
