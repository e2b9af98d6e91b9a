import type { ComplaintEvent } from '../domain/complaint.ts';

/** What the events of supervision say beside the snapshot: ids and dates, never what was written. */
export function supervisionExtras(event: ComplaintEvent): Record<string, unknown> {
  switch (event.type) {
    case 'reminded':
      return { byOrganisation: event.by, accountIds: [...event.accounts] };
    case 'explanationDemanded': {
      const { organisation, byOrganisation, dueAt } = event.explanation;
      return { organisation, byOrganisation, dueAt, accountIds: [...event.accounts] };
    }
    case 'explained':
      return { organisation: event.organisation, accountIds: [...event.accounts] };
    case 'explanationOverdue':
      return { organisation: event.organisation, dueAt: event.dueAt, accountIds: [...event.accounts] };
    case 'inspectionNoted':
      return { byOrganisation: event.by };
    case 'designated': {
      const { by, organisation, accounts } = event;
      return { byOrganisation: by, organisation, accountIds: [...accounts] };
    }
    default:
      return {};
  }
}
