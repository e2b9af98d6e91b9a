import { toProtoEnum } from '@jamaa/kit';
import type { ComplaintEvent } from '../domain/complaint.ts';
import type { ComplaintRow } from './complaint-row.ts';
import { handOverExtras } from './hand-over-extras.ts';
import { supervisionExtras } from './supervision-extras.ts';

/** What an event says beside the snapshot. */
export function extras(event: ComplaintEvent, before: ComplaintRow): Record<string, unknown> {
  switch (event.type) {
    case 'assigned': {
      const { rule } = event;
      return {
        ruleId: rule?.id ?? '',
        ruleVersion: rule?.version ?? 0,
        previousOrganisation: before.organisation,
        previousCategory: before.category,
      };
    }
    case 'reclassified':
      return { previousCategory: before.category, previousCommune: before.communeCode };
    case 'transferred':
      return { previousOrganisation: before.organisation };
    case 'qualificationRequired':
    case 'closed':
      return { reason: event.reason };
    case 'complementAsked':
      return { complementDueAt: event.dueAt };
    case 'answerProposed':
      return { refusal: event.refusal !== undefined };
    case 'refused':
      return { reasonCode: event.refusal.reasonCode };
    case 'redirected':
      return { body: event.body };
    case 'rated':
      return { score: event.score, satisfied: event.score >= 3 };
    case 'merged':
      return { intoId: event.into };
    case 'unmerged':
      return { fromId: event.from };
    case 'anonymised':
      return { rule: event.rule };
    case 'complementReceived':
    case 'attachmentsAdded':
      return { attachments: event.attachments ?? [] };
    case 'dueMoved':
      return { previousDueAt: before.dueAt, dayMoved: event.dayMoved };
    case 'coReporterJoined':
    case 'coReporterLeft':
      return { coReportId: event.report };
    case 'leadConcluded': {
      const { lead, state, reasonCode = '', body = '' } = event;
      return { leadId: lead, leadState: toProtoEnum('COMPLAINT_STATE', state), reasonCode, body };
    }
    default:
      return { ...supervisionExtras(event), ...handOverExtras(event) };
  }
}
