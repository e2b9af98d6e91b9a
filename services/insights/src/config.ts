import { cellsSetting, serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Settings of this service. */
export const config = serviceEnvironment.extend({
  /** `host:port` of the peers: their journals, and directory for the copy of rights. */
  INTAKE_ADDRESS: z.string().min(1),
  SLA_ADDRESS: z.string().min(1),
  DIRECTORY_ADDRESS: z.string().min(1),
  /** Cells whose streams are read, comma-separated; the own one when empty. */
  CONSUME: z
    .string()
    .regex(/^(\d{2}(,\d{2})*)?$/)
    .default('')
    .transform((cells) => (cells === '' ? [] : [...new Set(cells.split(','))])),
  /** Where the journals of other cells' services are read, `03=host:port,…`; one for each cell of `CONSUME`. */
  INTAKE_CELLS: cellsSetting,
  SLA_CELLS: cellsSetting,
});

export type InsightsEnvironment = z.infer<typeof config>;
