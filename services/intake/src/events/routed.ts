import { type EventHandler, fromProtoEnum, on } from '@jamaa/kit';
import { routingEvents } from '@jamaa/proto/catalog';
import type { Intake } from '../context.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import { applyChange, complaintRows, toComplaint } from '../store/complaints.ts';

/** Routing has decided: assigned at once, or to be qualified by a person. A decision a person has made meanwhile stands. */
export const routed = (intake: Pick<Intake, 'platform'>): EventHandler =>
  on(routingEvents.routed, async ({ data, time }, { session, afterCommit }) => {
    const { platform } = intake;
    const row = await complaintRows(platform.mongo).findOne({ _id: data.complaintId }, { session });
    const { decision } = data;
    if (row === null || row.state !== 'received' || decision === undefined) return;
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
    await applyChange(platform.mongo, session, row, { events, at: time, caller: 'system', action: 'route', facts });
    afterCommit(() => platform.relay.poke());
  });
