import { cellsSetting, serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

export const config = serviceEnvironment.extend({
  GIS_ADDRESS: z.string().min(1),
  DIRECTORY_ADDRESS: z.string().min(1),
  /** Where files are asked about; without it no files are taken. */
  ATTACHMENTS_ADDRESS: z.string().min(1).optional(),
  /** Where routing's journal is read when its stream has lost messages. */
  ROUTING_ADDRESS: z.string().min(1).optional(),
  /** Where sla's journal is read, likewise. */
  SLA_ADDRESS: z.string().min(1).optional(),
  /** Intake of other cells, which take cases of their régions. */
  CELLS: cellsSetting,
});

export type IntakeEnvironment = z.infer<typeof config>;
