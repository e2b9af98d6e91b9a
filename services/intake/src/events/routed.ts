import { type EventHandler, fromProtoEnum, onAll } from '@jamaa/kit';
import { routingEvents } from '@jamaa/proto/catalog';
import type { Intake } from '../context.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { applyChange, complaintRows, toComplaint } from '../store/complaints.ts';

/** Routing has decided: assigned at once, or to be qualified by a person. A decision a person has made meanwhile stands. */
export const routed = (intake: Pick<Intake, 'platform'>): EventHandler =>
  onAll([routingEvents.routed], async (received, { session, afterCommit }) => {
    const { platform } = intake;
    const ids = received.map(({ data }) => data.complaintId);
    const found = await complaintRows(platform.mongo)
      .find({ _id: { $in: ids } }, { session })
      .toArray();
    const rows = new Map(found.map((row) => [row._id, row]));
    for (const { data, time, traceparent } of received) {
      const row = rows.get(data.complaintId);
      const { decision } = data;
      if (row === undefined || row.state !== 'received' || decision === undefined) continue;
      // What routing says of the category or place before a correction is no answer to it.
      if (data.complaintVersion < classifiedAt(row)) continue;
      const verdict = {
        outcome: fromProtoEnum('ROUTING_OUTCOME', decision.outcome, ['assigned', 'qualification']),
        organisation: decision.organisation,
        unit: decision.unit,
        ruleId: decision.ruleId,
        ruleVersion: decision.ruleVersion,
        reason: decision.trace.at(-1)?.fr ?? '',
      };
      const world = { now: time, actor: '', validationRequired: true, verdict, policy: policyAt(time) };
      const events = decide(toComplaint(row), 'route', {}, new Set(['routing']), world);
      const facts = { rule: decision.ruleId, ruleVersion: decision.ruleVersion };
      const imported = row.imported?.silent;
      const change = { events, at: time, caller: 'system', action: 'route', facts, imported } as const;
      rows.set(row._id, applyChange(session, row, change, traceparent));
    }
    afterCommit(() => platform.relay.poke());
  });

/** Version at which category and place were last said. */
const classifiedAt = ({ timeline }: Pick<ComplaintRow, 'timeline'>): number =>
  timeline.findLast(({ event }) => event === 'reclassified')?.version ?? 1;
