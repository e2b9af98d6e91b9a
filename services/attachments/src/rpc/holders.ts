import type { Caller } from '@jamaa/kit';

/** Services beside intake that keep files, and what of theirs does: `<service>/<id>`. */
export const holdingServices = ['civil-registry', 'document-orders'] as const;
export type HoldingService = (typeof holdingServices)[number];

/** Whether what is named keeps files for the calling service. */
export const holds = (caller: Caller, holder: string): boolean =>
  caller.kind === 'service' && holdingServices.some((one) => caller.service === one && holder.startsWith(`${one}/`));
