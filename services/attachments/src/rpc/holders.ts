import type { Caller } from '@jamaa/kit';

/** Services beside intake that keep files, and what of theirs does: `<service>/<id>`. */
const holdingServices = ['civil-registry'];

/** Whether what is named keeps files for the calling service. */
export const holds = (caller: Caller, holder: string): boolean =>
  caller.kind === 'service' && holdingServices.some((one) => caller.service === one && holder.startsWith(`${one}/`));
