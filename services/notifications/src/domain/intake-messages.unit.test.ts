import { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { describe, expect, it } from '@jest/globals';
import { intakeMessages, urgentAlert } from './intake-messages.ts';

const at = new Date('2026-11-02T09:05:00Z');
const snapshot = (more: Partial<ComplaintSnapshot> = {}) =>
  ComplaintSnapshot.fromPartial({
    id: 'c-1',
    reference: '03-26-7K3Q9M-C',
    version: 4,
    channel: 'CHANNEL_WEB',
    language: 'ar',
    organisation: 'commune:03.231.01.0',
    unit: 'technical',
    reachable: true,
    acknowledgedAt: at,
    ...more,
  });
const complaint = snapshot();
const paper = snapshot({ channel: 'CHANNEL_DESK', acknowledgedAt: undefined });
const rule = { ruleId: 'r', ruleVersion: 1, previousCategory: '' };

const concluded = (state: 'ANSWERED' | 'REFUSED' | 'REDIRECTED' | 'CLOSED') =>
  intakeMessages.leadConcluded({
    complaint,
    leadId: 'c-0',
    leadState: `COMPLAINT_STATE_${state}`,
    reasonCode: '',
    body: '',
  });

describe('what the complainant is told', () => {
  it.each([
    ['an electronic deposit', intakeMessages.submitted({ complaint, attachments: [] }), 'receipt'],
    [
      'a deposit on paper, not yet acknowledged',
      intakeMessages.submitted({ complaint: paper, attachments: [] }),
      undefined,
    ],
    [
      'a deposit at the desk, acknowledged at once',
      intakeMessages.submitted({ complaint: snapshot({ channel: 'CHANNEL_DESK' }), attachments: [] }),
      'receipt',
    ],
    [
      'a case that came from another cell, acknowledged or not',
      intakeMessages.submitted({ complaint: { ...paper, handedOverFrom: '03-26-7K3Q9M-C' }, attachments: [] }),
      'handed-over',
    ],
    ['the acknowledgement of a deposit on paper', intakeMessages.acknowledged({ complaint: paper }), 'receipt'],
    ['an assignment', intakeMessages.assigned({ complaint, previousOrganisation: '', ...rule }), 'assigned'],
    ['a transfer', intakeMessages.transferred({ complaint, previousOrganisation: 'srm:03' }), 'transferred'],
    ['a question', intakeMessages.complementAsked({ complaint, complementDueAt: at }), 'complement-asked'],
    ['an answer', intakeMessages.answered({ complaint }), 'answered'],
    ['a refusal', intakeMessages.refused({ complaint, reasonCode: 'unclear' }), 'refused'],
    ['a redirection', intakeMessages.redirected({ complaint, body: 'etat:dgsn' }), 'redirected'],
    ['an answer to the case that leads theirs', concluded('ANSWERED'), 'answered'],
    ['its refusal', concluded('REFUSED'), 'refused'],
    ['its redirection', concluded('REDIRECTED'), 'redirected'],
    ['its closing', concluded('CLOSED'), 'closed-with-lead'],
    ['a reopening', intakeMessages.reopened({ complaint }), 'reopened'],
    ['a closing without feedback', intakeMessages.closed({ complaint, reason: 'no-feedback' }), 'closed-no-feedback'],
    [
      'a closing without complement',
      intakeMessages.closed({ complaint, reason: 'no-complement' }),
      'closed-no-complement',
    ],
    ['a closing by the rating just given', intakeMessages.closed({ complaint, reason: 'rated' }), undefined],
    ['a withdrawal', intakeMessages.withdrawn({ complaint }), 'withdrawn'],
    ['another last day', intakeMessages.dueMoved({ complaint, previousDueAt: at, dayMoved: true }), 'due-moved'],
    ['another hour of it', intakeMessages.dueMoved({ complaint, previousDueAt: at, dayMoved: false }), undefined],
    [
      'another last day of which nobody was told the first',
      intakeMessages.dueMoved({ complaint: paper, previousDueAt: at, dayMoved: true }),
      undefined,
    ],
  ] as const)('%s', (_what, draft, template) => {
    expect(draft?.template).toBe(template);
  });

  it.each([{ imported: true }, { toldByPortal: true }])(
    'nothing of what %j says: another tells it, or it is long past',
    (mark) => {
      const marked = snapshot(mark);
      expect(intakeMessages.submitted({ complaint: marked, attachments: [] })).toBeUndefined();
      expect(intakeMessages.assigned({ complaint: marked, previousOrganisation: '', ...rule })).toBeUndefined();
      expect(intakeMessages.answered({ complaint: marked })).toBeUndefined();
      expect(intakeMessages.closed({ complaint: marked, reason: 'no-feedback' })).toBeUndefined();
    },
  );

  it('what happens to an imported case after its import', () => {
    const later = snapshot({ importedAt: at, imported: false });
    expect(intakeMessages.answered({ complaint: later })?.template).toBe('answered');
  });

  it('names case, version, language and what the event said, and no person', () => {
    expect(intakeMessages.complementAsked({ complaint, complementDueAt: at })).toEqual({
      template: 'complement-asked',
      complaintId: 'c-1',
      version: 4,
      recipient: { kind: 'complainant' },
      language: 'ar',
      particulars: { reference: '03-26-7K3Q9M-C', complementDueAt: at },
    });
    expect(intakeMessages.assigned({ complaint, previousOrganisation: '', ...rule })?.particulars).toEqual({
      reference: '03-26-7K3Q9M-C',
      organisation: 'commune:03.231.01.0',
      unit: 'technical',
    });
  });

  it('nobody is told who gave no contact', () => {
    const silent = snapshot({ reachable: false });
    const drafts = [
      intakeMessages.submitted({ complaint: silent, attachments: [] }),
      intakeMessages.answered({ complaint: silent }),
      intakeMessages.closed({ complaint: silent, reason: 'no-feedback' }),
    ];
    expect(drafts).toEqual([undefined, undefined, undefined]);
  });
});

describe('what this build does not know is refused, never guessed', () => {
  it.each([
    [
      'a channel',
      () => intakeMessages.submitted({ complaint: snapshot({ channel: 'UNRECOGNIZED' }), attachments: [] }),
    ],
    ['a reason of closing', () => intakeMessages.closed({ complaint, reason: 'archived' })],
    ['an event without a case', () => intakeMessages.answered({ complaint: undefined })],
  ])('%s', (_what, decide) => {
    expect(decide).toThrow(/unknown|no complaint/);
  });
});

describe('training', () => {
  const exercise = snapshot({ training: true, urgent: true, organisation: 'formation' });
  const told = (one: ComplaintSnapshot) => [
    intakeMessages.submitted({ complaint: one, attachments: [] }),
    intakeMessages.assigned({ complaint: one, ...rule, previousOrganisation: '' }),
    intakeMessages.answered({ complaint: one }),
    intakeMessages.refused({ complaint: one, reasonCode: 'unclear' }),
    intakeMessages.withdrawn({ complaint: one }),
  ];
  it('tells no complainant anything', () => {
    expect(told(exercise)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(told(snapshot()).filter((one) => one !== undefined)).toHaveLength(5);
  });
  it('is said to be one to those on call', () => {
    const alert = (one: ComplaintSnapshot) =>
      urgentAlert({ complaint: one, ...rule, previousOrganisation: '' })?.particulars.training;
    expect([alert(exercise), alert(snapshot({ urgent: true }))]).toEqual([true, undefined]);
  });
});
