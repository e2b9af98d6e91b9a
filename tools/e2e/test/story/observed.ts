import { slaEvents } from '@jamaa/proto/catalog';
import type { Connection } from 'mongoose';

/** What a clock of the platform said: to whom, when, with which due instant. */
export interface Observed {
  readonly reference: string;
  readonly clock: string;
  readonly what: string;
  readonly at: number;
  readonly dueAt: number;
  readonly accounts: readonly string[];
}

/** Everything that sla has published, in the order of its journal. */
export async function observedSayings(database: Connection): Promise<Observed[]> {
  const rows = await database
    .useDb('jamaa_sla', { useCache: true })
    .collection<{ _id: string; type: string; time: Date; data: Uint8Array }>('events')
    .find({}, { promoteBuffers: true })
    .toArray();
  return rows.flatMap(({ type, time, data }) => {
    const said = sayingOf(type, data);
    if (said === undefined) return [];
    const { clock, what, accountIds } = said;
    if (clock === undefined) throw new Error(`${type} tells no clock`);
    const { reference, kind, dueAt } = clock;
    return [{ reference, clock: kind, what, at: time.getTime(), dueAt: dueAt?.getTime() ?? 0, accounts: accountIds }];
  });
}

function sayingOf(type: string, bytes: Uint8Array) {
  if (type === slaEvents.warned.type) {
    const event = slaEvents.warned.codec.decode(bytes);
    return { ...event, what: event.rule };
  }
  if (type === slaEvents.breached.type) return { ...slaEvents.breached.codec.decode(bytes), what: 'breach' };
  if (type === slaEvents.escalated.type) {
    const event = slaEvents.escalated.codec.decode(bytes);
    return { ...event, what: event.level };
  }
  return undefined;
}
