import { AppError } from '@jamaa/kit';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import type {
  ComplaintDesignated,
  ComplaintExplained,
  ComplaintReminded,
  ExplanationDemanded,
  ExplanationOverdue,
} from '@jamaa/proto/intake/v1/events';
import type { MessageDraft, Particulars } from './message.ts';
import type { Template } from './templates.ts';

interface Told {
  readonly complaint?: ComplaintSnapshot | undefined;
  readonly accountIds: readonly string[];
}

/** What members of staff are told about an act of supervision: each account that the event names, once. */
export const supervisionMessages = {
  reminded: (event: ComplaintReminded) => drafts('reminded', event),
  explanationDemanded: (event: ExplanationDemanded) => drafts('explanation-demanded', event, asked(event)),
  explanationOverdue: (event: ExplanationOverdue) => drafts('explanation-overdue', event, asked(event)),
  explained: (event: ComplaintExplained) => drafts('explained', event, { organisation: event.organisation }),
  designated: (event: ComplaintDesignated) => drafts('designated', event, { organisation: event.organisation }),
} as const;

const asked = ({ organisation, dueAt }: { organisation: string; dueAt?: Date | undefined }): Partial<Particulars> => ({
  organisation,
  ...(dueAt === undefined ? {} : { dueAt }),
});

function drafts(template: Template, { complaint, accountIds }: Told, more: Partial<Particulars> = {}): MessageDraft[] {
  if (complaint === undefined) throw new AppError('validation-failed', 'the event carries no complaint');
  const { id, reference, version, organisation, training } = complaint;
  return [...new Set(accountIds)].map((accountId) => ({
    template,
    complaintId: id,
    version,
    recipient: { kind: 'account', accountId },
    particulars: { reference, organisation, ...(training ? { training } : {}), ...more },
  }));
}
