import { describe, expect, it } from '@jest/globals';
import { after, ordinary, seen, story, type Told } from '../../test/support/specification.ts';
import type { ClockKind } from './clock.ts';
import type { ComplaintPicture } from './fact.ts';

type Seen = ReturnType<typeof seen>;
interface Specification {
  readonly name: string;
  readonly complaint?: Partial<ComplaintPicture>;
  readonly given: readonly Told[];
  readonly expected: Partial<Record<ClockKind, Partial<NonNullable<Seen>> | undefined>>;
}

const LEGAL_DUE = '2026-07-31T23:00:00.000Z';
const filed: Told = ['submitted', '2026-06-01T09:00:00Z'];
const inCharge = { organisation: 'commune:03.451.01.09', unit: 'technical' };

const specifications: readonly Specification[] = [
  {
    name: 'an electronic réclamation starts the legal and the internal clock; it is acknowledged already',
    given: [filed],
    expected: {
      legal: { state: 'running', due: LEGAL_DUE, next: 'T30 2026-07-02T07:30:00.000Z' },
      acknowledgement: undefined,
      internal: { state: 'running', due: '2026-06-03T23:00:00.000Z', next: '50% 2026-06-02T07:30:00.000Z' },
    },
  },
  {
    name: 'a deposit on paper also owes an acknowledgement within 15 days',
    complaint: { acknowledgedAt: undefined },
    given: [filed],
    expected: {
      acknowledgement: { state: 'running', due: '2026-06-16T23:00:00.000Z', next: 'breach 2026-06-16T23:00:00.000Z' },
    },
  },
  {
    name: 'the acknowledgement ends its clock and no other',
    complaint: { acknowledgedAt: undefined },
    given: [filed, ['acknowledged', '2026-06-10T09:00:00Z', { acknowledgedAt: new Date('2026-06-10T09:00:00Z') }]],
    expected: { acknowledgement: { state: 'met' }, legal: { state: 'running' }, internal: { state: 'running' } },
  },
  {
    name: 'an acknowledgement given too late was breached',
    complaint: { acknowledgedAt: undefined },
    given: [filed, ['acknowledged', '2026-06-20T09:00:00Z', { acknowledgedAt: new Date('2026-06-20T09:00:00Z') }]],
    expected: { acknowledgement: { state: 'breached' } },
  },
  {
    name: 'a suggestion has no legal delay',
    complaint: { kind: 'suggestion' },
    given: [filed],
    expected: { legal: undefined, internal: { state: 'running' } },
  },
  {
    name: 'legalisation counts working days',
    complaint: { category: 'LEG' },
    given: [['submitted', '2026-06-05T09:00:00Z', { receivedAt: new Date('2026-06-05T09:00:00Z') }]],
    expected: { internal: { due: '2026-06-10T23:00:00.000Z' } },
  },
  {
    name: 'a category that the table does not know has a target all the same',
    complaint: { category: 'NEW' },
    given: [filed],
    expected: { internal: { due: LEGAL_DUE } },
  },
  {
    name: 'an answer by the due instant meets the delay',
    given: [filed, ['answered', LEGAL_DUE]],
    expected: { legal: { state: 'met', next: undefined }, internal: { state: 'breached' } },
  },
  {
    name: 'an answer a millisecond later has missed it, whether or not the breach had been noticed',
    given: [filed, ['answered', '2026-07-31T23:00:00.001Z']],
    expected: { legal: { state: 'breached', next: undefined } },
  },
  ...(['refused', 'redirected'] as const).map((type) => ({
    name: `${type} is an answer in time`,
    given: [filed, [type, '2026-06-02T09:00:00Z']] as Told[],
    expected: { legal: { state: 'met' as const }, internal: { state: 'met' as const } },
  })),
  ...(['withdrawn', 'closed'] as const).map((type) => ({
    name: `${type} stops the clocks`,
    given: [filed, [type, '2026-06-02T09:00:00Z']] as Told[],
    expected: { legal: { state: 'stopped' as const, next: undefined }, internal: { state: 'stopped' as const } },
  })),
  {
    name: 'a disposition in time answers a suggestion',
    complaint: { kind: 'suggestion' },
    given: [filed, ['closed', '2026-06-03T22:59:59Z', {}, 'disposed']],
    expected: { legal: undefined, internal: { state: 'met', next: undefined } },
  },
  {
    name: 'a disposition after the target has missed it',
    complaint: { kind: 'observation' },
    given: [filed, ['closed', '2026-06-03T23:00:00.001Z', {}, 'disposed']],
    expected: { legal: undefined, internal: { state: 'breached', next: undefined } },
  },
  {
    name: 'a case closed because its complement never came was not answered',
    given: [filed, ['closed', '2026-06-02T09:00:00Z', {}, 'no-complement']],
    expected: { internal: { state: 'stopped', next: undefined } },
  },
  {
    name: 'a corrected category has its own target at once, before anybody has the case again',
    complaint: { category: 'ECL' },
    given: [
      filed,
      ['assigned', '2026-06-01T10:00:00Z', inCharge],
      ['reclassified', '2026-06-01T11:00:00Z', { category: 'VOI', organisation: '', unit: '' }],
    ],
    expected: { internal: { state: 'running', due: '2026-06-16T23:00:00.000Z' }, legal: { due: LEGAL_DUE } },
  },
  {
    name: 'a complement that is awaited suspends the internal target and leaves the legal delay alone',
    complaint: { category: 'ECL' },
    given: [filed, ['taken', '2026-06-02T09:00:00Z'], ['complementAsked', '2026-06-03T09:00:00Z']],
    expected: {
      internal: { state: 'suspended', due: undefined, next: undefined },
      legal: { state: 'running', due: LEGAL_DUE },
    },
  },
  {
    name: 'a complement received adds the days waited',
    complaint: { category: 'ECL' },
    given: [filed, ['complementAsked', '2026-06-03T09:00:00Z'], ['complementReceived', '2026-06-08T15:00:00Z']],
    expected: { internal: { state: 'running', due: '2026-06-11T23:00:00.000Z' }, legal: { due: LEGAL_DUE } },
  },
  {
    name: 'pause counted over the weekend: two days off inside a pause take nothing more out of working days',
    complaint: { category: 'LEG' },
    given: [
      ['submitted', '2026-09-07T09:00:00Z', { receivedAt: new Date('2026-09-07T09:00:00Z') }],
      ['complementAsked', '2026-09-09T10:00:00Z'],
      ['complementReceived', '2026-09-14T15:00:00Z'],
    ],
    expected: { internal: { due: '2026-09-15T23:00:00.000Z' } },
  },
  {
    name: 'pause lost on a change of rule: a corrected category takes the pauses with it',
    complaint: { category: 'ECL' },
    given: [
      filed,
      ['complementAsked', '2026-06-03T09:00:00Z'],
      ['complementReceived', '2026-06-08T15:00:00Z'],
      ['assigned', '2026-06-09T09:00:00Z', { ...inCharge, category: 'VOI' }],
    ],
    expected: { internal: { state: 'running', due: '2026-06-21T23:00:00.000Z' }, legal: { due: LEGAL_DUE } },
  },
  {
    name: 'a corrected category while a complement is awaited leaves the target suspended',
    complaint: { category: 'ECL' },
    given: [
      filed,
      ['complementAsked', '2026-06-03T09:00:00Z'],
      ['assigned', '2026-06-04T09:00:00Z', { category: 'VOI' }],
    ],
    expected: { internal: { state: 'suspended' } },
  },
  {
    name: 'comment restarting the clock: taking, releasing, proposing and returning move no deadline',
    given: [
      filed,
      ['assigned', '2026-06-01T10:00:00Z', inCharge],
      ['taken', '2026-06-02T09:00:00Z'],
      ['released', '2026-06-02T10:00:00Z'],
      ['taken', '2026-06-02T11:00:00Z'],
      ['answerProposed', '2026-06-03T09:00:00Z'],
      ['answerReturned', '2026-06-03T10:00:00Z'],
    ],
    expected: { legal: { due: LEGAL_DUE }, internal: { due: '2026-06-03T23:00:00.000Z' } },
  },
  {
    name: 'the update clock overruling the first answer: a rating or closing after the answer changes nothing',
    given: [
      filed,
      ['answered', '2026-06-02T09:00:00Z'],
      ['rated', '2026-06-05T09:00:00Z'],
      ['closed', '2026-09-20T09:00:00Z'],
    ],
    expected: { legal: { state: 'met' }, internal: { state: 'met' } },
  },
  {
    name: 'a transfer keeps the time already used',
    given: [filed, ['transferred', '2026-06-20T09:00:00Z', { organisation: 'srm:03', unit: 'water' }]],
    expected: { legal: { due: LEGAL_DUE }, internal: { due: '2026-06-03T23:00:00.000Z' } },
  },
  {
    name: 'merged case that still escalates: joined to another, it has nothing more to fire',
    given: [filed, ['merged', '2026-06-02T09:00:00Z']],
    expected: { legal: { state: 'stopped', next: undefined }, internal: { state: 'stopped', next: undefined } },
  },
  {
    name: 'a case that another cell has taken: its clocks stop here, neither met nor late',
    given: [filed, ['handedOver', '2026-06-02T09:00:00Z']],
    expected: { legal: { state: 'stopped', next: undefined }, internal: { state: 'stopped', next: undefined } },
  },
  {
    name: 'a separated case runs on with its first deadlines',
    given: [filed, ['merged', '2026-06-02T09:00:00Z'], ['unmerged', '2026-06-20T09:00:00Z']],
    expected: {
      legal: { state: 'running', due: LEGAL_DUE, next: 'T30 2026-07-02T07:30:00.000Z' },
      internal: { state: 'running', next: 'breach 2026-06-03T23:00:00.000Z' },
    },
  },
  {
    name: 'a case that was withdrawn before it was separated stays stopped',
    given: [filed, ['withdrawn', '2026-06-02T09:00:00Z'], ['unmerged', '2026-06-20T09:00:00Z']],
    expected: { legal: { state: 'stopped' } },
  },
  {
    name: 'a reopening starts the internal target again; the legal delay counts once',
    given: [filed, ['answered', '2026-06-02T09:00:00Z'], ['reopened', '2026-06-10T09:00:00Z', { reopenings: 1 }]],
    expected: {
      legal: { state: 'met', due: LEGAL_DUE, next: undefined },
      internal: { state: 'running', due: '2026-06-12T23:00:00.000Z', next: '50% 2026-06-11T07:30:00.000Z' },
    },
  },
  {
    name: 'a case first heard of later starts from its receipt',
    given: [['assigned', '2026-06-05T09:00:00Z', inCharge]],
    expected: { legal: { state: 'running', due: LEGAL_DUE }, internal: { next: 'breach 2026-06-03T23:00:00.000Z' } },
  },
  {
    name: 'a case first heard of when it is answered has no clock',
    given: [['answered', '2026-06-05T09:00:00Z']],
    expected: { legal: undefined, internal: undefined },
  },
];

describe('clocks follow the complaint', () => {
  it.each(specifications)('$name', ({ complaint, given, expected }) => {
    const clocks = after(story(given, { ...ordinary, ...complaint }));
    for (const [kind, wanted] of Object.entries(expected)) {
      const clock = seen(clocks, kind as ClockKind);
      if (wanted === undefined) expect(clock).toBeUndefined();
      else expect(clock).toMatchObject(wanted);
    }
  });
});
