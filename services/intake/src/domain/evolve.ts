import { categoryOf } from './categories.ts';
import type { AttachedFile, Complaint, ComplaintEvent, Explanation } from './complaint.ts';
import type { HandOver } from './hand-over.ts';

const withFiles = (
  { attachments = [] }: Complaint,
  more: readonly AttachedFile[] = [],
): Pick<Complaint, 'attachments'> =>
  more.length === 0 ? {} : { attachments: [...attachments, ...more.map(({ id }) => id)] };

/** The case after an event that happened at `at`. Pure. */
export function evolve(complaint: Complaint, event: ComplaintEvent, at: Date): Complaint {
  switch (event.type) {
    case 'acknowledged':
      return { ...complaint, acknowledgedAt: at, paperNumber: event.paperNumber ?? complaint.paperNumber };
    case 'assigned': {
      const { organisation, unit, person, category, communeCode, rule } = event;
      const confidential = closes(complaint, category);
      const placed = { organisation, unit, handler: person, category, communeCode, rule, confidential };
      return { ...complaint, ...placed, state: 'assigned' };
    }
    case 'reclassified': {
      const { category, communeCode } = event;
      const confidential = closes(complaint, category);
      const nobody = { organisation: '', unit: '', handler: '', rule: undefined };
      return { ...complaint, ...nobody, category, communeCode, confidential, state: 'received' };
    }
    case 'qualificationRequired':
      return { ...complaint, state: 'qualification', organisation: event.organisation, unit: event.unit, handler: '' };
    case 'taken':
      return { ...complaint, state: 'in-progress', handler: event.handler };
    case 'released':
      return { ...complaint, state: 'assigned', handler: '' };
    case 'complementAsked':
      return {
        ...complaint,
        state: 'awaiting-complement',
        complement: { question: event.question, dueAt: event.dueAt },
      };
    case 'complementReceived':
      return { ...complaint, ...withFiles(complaint, event.attachments), state: 'in-progress' };
    case 'attachmentsAdded':
      return { ...complaint, ...withFiles(complaint, event.attachments) };
    case 'answerProposed':
      return { ...complaint, state: 'answer-proposed', proposal: proposalOf(event), returned: undefined };
    case 'answerReturned': {
      const returned = { remark: event.text, answer: complaint.proposal?.text ?? '' };
      return { ...complaint, state: 'in-progress', proposal: undefined, returned };
    }
    case 'answered': {
      const { text: answer, signature } = event;
      return { ...complaint, state: 'answered', answer, answeredAt: at, proposal: undefined, signature };
    }
    case 'refused': {
      const { refusal, signature } = event;
      return { ...complaint, state: 'refused', refusal, proposal: undefined, signature };
    }
    case 'transferred': {
      const { organisation, unit } = event;
      return { ...complaint, state: unit === '' ? 'qualification' : 'assigned', organisation, unit, handler: '' };
    }
    case 'redirected':
      return { ...complaint, state: 'redirected', redirect: { body: event.body, address: event.address } };
    case 'rated':
      return { ...complaint, score: event.score };
    case 'closed':
      return event.reason === 'disposed'
        ? { ...complaint, state: 'closed', disposition: { retained: event.retained, text: event.text } }
        : { ...complaint, state: 'closed' };
    case 'reopened':
      return { ...complaint, state: 'in-progress', reopenings: complaint.reopenings + 1, score: undefined };
    case 'dueMoved':
      return { ...complaint, dueAt: event.dueAt, dueExplanation: event.explanation };
    case 'withdrawn':
      return { ...complaint, state: 'withdrawn' };
    case 'merged':
      return { ...complaint, state: 'merged', mergedInto: event.into, stateBeforeMerge: complaint.state };
    case 'anonymised': {
      const { disposition, explanations, redirect, refusal } = complaint;
      const texts = { answer: undefined, proposal: undefined, returned: undefined, complement: undefined };
      return {
        ...complaint,
        ...texts,
        ...(refusal === undefined ? {} : { refusal: { ...refusal, text: '' } }),
        ...(redirect === undefined ? {} : { redirect: { ...redirect, address: '' } }),
        ...(disposition === undefined ? {} : { disposition: { ...disposition, text: '' } }),
        ...(explanations && { explanations: explanations.map((one) => ({ ...one, question: '', answer: '' })) }),
        paperNumber: undefined,
        reachable: false,
        anonymisedAt: at,
      };
    }
    case 'unmerged':
      return {
        ...complaint,
        state: stateAlone(complaint),
        mergedInto: undefined,
        stateBeforeMerge: undefined,
        concludedBy: undefined,
      };
    case 'noted':
    case 'reminded':
    case 'inspectionNoted':
      return complaint;
    case 'designated':
      return { ...complaint, designated: event.organisation };
    case 'explanationDemanded':
      return { ...complaint, explanations: [...(complaint.explanations ?? []), event.explanation] };
    case 'explained':
      return demands(complaint, (one) =>
        one.organisation === event.organisation && one.answeredAt === undefined
          ? { ...one, answer: event.text, answeredAt: at }
          : one,
      );
    case 'explanationOverdue':
      return demands(complaint, (one) =>
        one.organisation === event.organisation && one.answeredAt === undefined && one.dueAt <= event.dueAt
          ? { ...one, overdueAt: one.overdueAt ?? at }
          : one,
      );
    case 'coReporterJoined':
      return { ...complaint, led: true };
    case 'coReporterLeft':
      return complaint;
    case 'handOverRequested': {
      const { id, region, commune, organisation } = event;
      return { ...complaint, handOver: { id, region, commune, organisation, at } };
    }
    case 'handOverDelayed':
      return pendingWith(complaint, { delayed: true });
    case 'handOverCancelAsked':
      return pendingWith(complaint, { cancelling: true });
    case 'handOverCancelled':
    case 'handOverRefused':
      return { ...complaint, handOver: undefined };
    case 'handedOver': {
      const { id, region, reference } = event;
      return { ...complaint, state: 'handed-over', handOver: undefined, handedOver: { id, region, reference } };
    }
    case 'leadConcluded':
      return { ...complaint, concludedBy: `${event.lead}@${event.leadVersion}` };
  }
}

const pendingWith = (complaint: Complaint, change: Partial<HandOver>): Complaint =>
  complaint.handOver === undefined ? complaint : { ...complaint, handOver: { ...complaint.handOver, ...change } };

const demands = (complaint: Complaint, change: (one: Explanation) => Explanation): Complaint => ({
  ...complaint,
  explanations: (complaint.explanations ?? []).map(change),
});

const proposalOf = ({ text, refusal, by }: Extract<ComplaintEvent, { type: 'answerProposed' }>) => ({
  text,
  refusal,
  by,
});
/** A category that is corrected to a confidential one closes the case; correcting it back does not open it. */
const closes = ({ confidential }: Complaint, category: string): boolean =>
  confidential || categoryOf(category)?.confidential === true;
/** Where a case goes on that was merged. One that routing never placed has had its verdict meanwhile: a person places it. */
const stateAlone = ({ stateBeforeMerge }: Complaint): Complaint['state'] =>
  stateBeforeMerge === undefined || stateBeforeMerge === 'received' ? 'qualification' : stateBeforeMerge;
