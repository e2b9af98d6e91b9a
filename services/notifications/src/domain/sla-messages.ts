import { AppError } from '@jamaa/kit';
import type { ClockBreached, ClockEscalated, ClockSnapshot, ClockWarned } from '@jamaa/proto/sla/v1/sla';
import type { MessageDraft, Particulars } from './message.ts';
import type { Template } from './templates.ts';

/** What members of staff are told about a clock: each account that the event names, once. */
export const slaMessages = {
  warned: ({ clock, accountIds }: ClockWarned) => drafts('warned', clock, accountIds),
  breached: ({ clock, accountIds }: ClockBreached) => drafts('breached', clock, accountIds),
  escalated: ({ clock, accountIds, level }: ClockEscalated) => drafts('escalated', clock, accountIds, { level }),
} as const;

function drafts(
  template: Template,
  clock: ClockSnapshot | undefined,
  accountIds: readonly string[],
  more: Partial<Particulars> = {},
): MessageDraft[] {
  if (clock === undefined) throw new AppError('validation-failed', 'the event carries no clock');
  const { complaintId, reference, kind, dueAt, organisation, unit, training } = clock;
  if (dueAt === undefined) throw new AppError('validation-failed', 'the clock of the event has no due date');
  return [...new Set(accountIds)].map((accountId) => ({
    template,
    complaintId,
    version: 0,
    recipient: { kind: 'account', accountId },
    particulars: {
      reference,
      clock: kind,
      organisation,
      dueAt,
      ...(unit === '' ? {} : { unit }),
      ...(training ? { training } : {}),
      ...more,
    },
  }));
}
