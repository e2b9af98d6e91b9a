import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Settings of this service. */
export const config = serviceEnvironment.extend({
  /** `host:port` of the peers of the own cell: their journals, and directory for the copy of rights. */
  INTAKE_ADDRESS: z.string().min(1).optional(),
  SLA_ADDRESS: z.string().min(1).optional(),
  DIRECTORY_ADDRESS: z.string().min(1),
  /** Cells whose streams are read, comma-separated: `03,06`; the own one alone when empty. */
  CONSUME: z
    .string()
    .regex(/^(\d{2}(,\d{2})*)?$/)
    .default(''),
  /** Journals of other cells, comma-separated: `intake@03=host:port,sla@03=host:port`. Without one a gap of that stream stays open. */
  JOURNALS: z
    .string()
    .regex(/^((intake|sla)@\d{2}=[^,=]+:\d+(,(intake|sla)@\d{2}=[^,=]+:\d+)*)?$/)
    .default(''),
});

export type InsightsEnvironment = z.infer<typeof config>;
