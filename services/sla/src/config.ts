import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Settings of this service; every duration and delay that concerns people is dated configuration, not a setting. */
export const config = serviceEnvironment.extend({
  /** `host:port` of the peers. */
  INTAKE_ADDRESS: z.string().min(1),
  DIRECTORY_ADDRESS: z.string().min(1),
  /** Where document-orders' journal is read when its stream lacks something. */
  DOCUMENT_ORDERS_ADDRESS: z.string().min(1).optional(),
  /** `host:port` of the hub's sla, in a cell that has a hub: the national calendar and national rules are changed there alone. */
  HUB_ADDRESS: z.string().min(1).optional(),
  /** A transaction that began before a calendar's change may still write a clock counted without it; after so long none can. */
  TRANSACTIONS_OVER_MS: z.coerce.number().int().min(0).default(10_000),
});

export type SlaEnvironment = z.infer<typeof config>;
