import {
  appendEvents,
  createPlatform,
  encodeEvent,
  inTransaction,
  journalRows,
  migrate,
  newId,
  type Platform,
  streamName,
  subjectOf,
} from '@jamaa/kit';
import { type Suite, until } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import {
  ComplaintAssigned,
  ComplaintReclassified,
  ComplaintSubmitted,
  ComplaintTransferred,
} from '@jamaa/proto/intake/v1/events';

/** A directory that does not answer: decisions are made all the same. */
export const away = { DIRECTORY_ADDRESS: '127.0.0.1:1' };

type Wanted = Partial<ComplaintSnapshot>;

/** Stands in for intake: its own database and journal, and the real relay. */
export interface FakeIntake {
  readonly platform: Platform;
  /** Commits one submitted event each, in one transaction; returns the snapshots. */
  submit(...wanted: readonly Wanted[]): Promise<ComplaintSnapshot[]>;
  /** Commits a later event of a complaint: `snapshot.version` is that of the event. */
  tell(event: 'assigned' | 'reclassified' | 'transferred', complaint: ComplaintSnapshot): Promise<void>;
}

export async function startIntake(suite: Suite): Promise<FakeIntake> {
  const env = suite.env('intake');
  await migrate({ service: 'intake', indexes: [], consumes: [] }, env);
  const platform = await createPlatform({ service: 'intake', env, indexes: [] });
  return {
    platform,
    async submit(...wanted) {
      const complaints = wanted.map(snapshot);
      await inTransaction(platform.mongo, async (session) => {
        for (const complaint of complaints) {
          const event = encodeEvent(intakeEvents.submitted, ComplaintSubmitted.fromPartial({ complaint }));
          const head = { type: 'complaint', id: complaint.id, version: 0 };
          appendEvents(session, head, [event], platform.clock.now());
        }
      });
      platform.relay.poke();
      return complaints;
    },
    async tell(name, complaint) {
      const head = { type: 'complaint', id: complaint.id, version: complaint.version - 1 };
      await inTransaction(platform.mongo, async (session) => {
        appendEvents(session, head, [encoded(name, complaint)], platform.clock.now());
      });
      platform.relay.poke();
    },
  };
}

const encoded = (name: 'assigned' | 'reclassified' | 'transferred', complaint: ComplaintSnapshot) =>
  ({
    assigned: () => encodeEvent(intakeEvents.assigned, ComplaintAssigned.fromPartial({ complaint })),
    reclassified: () => encodeEvent(intakeEvents.reclassified, ComplaintReclassified.fromPartial({ complaint })),
    transferred: () => encodeEvent(intakeEvents.transferred, ComplaintTransferred.fromPartial({ complaint })),
  })[name]();

function snapshot(wanted: Wanted): ComplaintSnapshot {
  const id = newId();
  const { complaint } = ComplaintSubmitted.fromPartial({
    complaint: {
      id,
      reference: `03-26-${id.slice(-12)}`,
      version: 1,
      state: 'COMPLAINT_STATE_RECEIVED',
      kind: 'COMPLAINT_KIND_RECLAMATION',
      category: 'VOI',
      communeCode: '03.451.01.09',
      channel: 'CHANNEL_WEB',
      language: 'ar',
      receivedAt: new Date('2026-03-02T10:00:00Z'),
      ...wanted,
    },
  });
  if (complaint === undefined) throw new Error('no complaint');
  return complaint;
}

/** Puts the last submitted event on the stream once more, past the broker's own recognition of doubles. */
export async function republishLast(intake: FakeIntake): Promise<void> {
  const live = await intake.platform.bus.live();
  const subject = subjectOf(live, 'intake', intakeEvents.submitted.type);
  const stored = await live.manager.streams.getMessage(streamName(live, 'intake'), { last_by_subj: subject });
  if (stored === null) throw new Error('nothing was published');
  stored.header.delete('Nats-Msg-Id');
  await live.js.publish(subject, stored.data, { headers: stored.header });
}

/** Waits until everything published is applied and acknowledged by the routing service. */
export async function untilConsumed(intake: FakeIntake): Promise<void> {
  const live = await intake.platform.bus.live();
  await until('everything submitted is published', async () => {
    return (await journalRows(intake.platform.mongo).countDocuments({ pending: true })) === 0;
  });
  await until('everything published is acknowledged', async () => {
    const info = await live.manager.consumers.info(streamName(live, 'intake'), 'routing');
    return info.num_pending === 0 && info.num_ack_pending === 0;
  });
}
