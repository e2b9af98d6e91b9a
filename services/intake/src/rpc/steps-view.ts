import { toProtoEnum } from '@jamaa/kit';
import type {
  Explanation as ExplanationMessage,
  HandOver as HandOverMessage,
  Signature as SignatureMessage,
  TimelineEntry,
} from '@jamaa/proto/intake/v1/intake';
import { isFor } from '../domain/audience.ts';
import type { Explanation, Signature } from '../domain/complaint.ts';
import type { HandOver } from '../domain/hand-over.ts';
import type { Actor } from '../domain/vocabulary.ts';
import type { TimelineRow } from '../store/complaint-row.ts';

/** The steps that a reader is shown, with what staff wrote where it is meant for them. `staff`: may know who acted. */
export const timelineView = (
  steps: readonly TimelineRow[],
  actors: ReadonlySet<Actor>,
  staff: boolean,
): TimelineEntry[] =>
  steps
    .filter(({ audience }) => audience === undefined || isFor(audience, actors))
    .map((step) => ({
      at: step.at,
      event: step.event,
      state: toProtoEnum('COMPLAINT_STATE', step.state),
      organisation: step.organisation,
      unit: step.unit,
      actor: staff ? step.actor : '',
      message: step.message ?? '',
      version: step.version,
      note: step.note !== undefined && isFor(step.audience ?? 'body', actors) ? step.note : '',
      onBehalf: step.onBehalf ?? '',
      attachments: [...(step.attachments ?? [])],
    }));

export const signatureView = ({ capacity, decisionNumber, decisionDate, at }: Signature): SignatureMessage => ({
  capacity,
  decisionNumber: decisionNumber ?? '',
  decisionDate: decisionDate ?? '',
  signedAt: at,
});

export const explanationViews = (explanations: readonly Explanation[]): ExplanationMessage[] =>
  explanations.map((one) => ({
    organisation: one.organisation,
    askedByOrganisation: one.byOrganisation,
    askedAt: one.askedAt,
    dueAt: one.dueAt,
    answeredAt: one.answeredAt,
    overdueAt: one.overdueAt,
    question: one.question,
    answer: one.answer ?? '',
  }));

export const handOverView = ({ region, commune, at, cancelling, delayed }: HandOver): HandOverMessage => ({
  region,
  commune,
  since: at,
  cancelling: cancelling ?? false,
  delayed: delayed ?? false,
});
