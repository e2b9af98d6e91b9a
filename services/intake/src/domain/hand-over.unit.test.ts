import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Circumstances, CommandArguments, Complaint } from './complaint.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { type HandOverAnswer, type HandOverEvent, settled } from './hand-over.ts';
import { type CommandName, commandNames } from './table.ts';
import { actors, openStates } from './vocabulary.ts';

const now = new Date('2026-11-02T09:00:00Z');
const base: Complaint = {
  id: 'case-1',
  reference: '03-26-7K3Q9M-C',
  state: 'in-progress',
  kind: 'reclamation',
  category: 'ECL',
  communeCode: '03.451.01.09',
  organisation: 'commune:03.451.01.09',
  unit: 'technical',
  handler: 'agent-1',
  channel: 'web',
  language: 'ar',
  confidential: false,
  urgent: false,
  addressee: '',
  reachable: true,
  receivedAt: now,
  reopenings: 0,
  attachments: ['file-1', 'file-2'],
};
const there = { id: 'transfer-1', commune: '06.141.01.0', bodyRegion: '06', own: false, known: true, sent: false };
const world: Circumstances = {
  now,
  actor: 'g',
  validationRequired: true,
  target: { onPlatform: true, units: [], takesComplaints: true },
  destination: there,
  policy: {
    complementDays: 15,
    closeAfterDays: 15,
    reopenWithinDays: 30,
    reopenings: 1,
    attachments: 10,
    attachmentBytes: 1_000,
  },
};

const give = (
  complaint: Complaint,
  command: CommandName,
  args: CommandArguments = {},
  more: Partial<Circumstances> = {},
) => decide(complaint, command, args, new Set(['gestionnaire']), { ...world, ...more });
const after = (complaint: Complaint, events: readonly Parameters<typeof evolve>[1][]): Complaint =>
  events.reduce((state, event) => evolve(state, event, now), complaint);
const wrong = (act: () => unknown): string => {
  try {
    act();
    return 'done';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.fields.map(({ path, code }) => `${path} ${code}`)[0] ?? error.code;
  }
};

const asked = { commune: '06.141.01.0', text: 'ليس من اختصاصنا' };
const pending = after(base, give(base, 'hand-over', asked));
const left = { destination: { ...there, sent: true } };

describe('handing a case over', () => {
  it('leaves it open where it is, with what was asked', () => {
    expect(pending).toMatchObject({
      state: 'in-progress',
      handler: 'agent-1',
      handOver: { id: 'transfer-1', region: '06', commune: '06.141.01.0', organisation: '', at: now },
    });
  });

  it.each<[string, string, CommandArguments, Partial<Circumstances>]>([
    ['no place', 'commune required', {}, { destination: { ...there, commune: undefined } }],
    ['a place of this cell', 'commune own-region', asked, { destination: { ...there, own: true } }],
    ['a région without a cell', 'commune no-cell', asked, { destination: { ...there, known: false } }],
    ['an unknown body', 'organisation unknown', { organisation: 'commune:06.0' }, { target: undefined }],
    [
      'a body of a third région',
      'organisation region',
      { ...asked, organisation: 'province:12.1' },
      { destination: { ...there, bodyRegion: '12' } },
    ],
    ['a unit', 'unit unknown', { ...asked, unit: 'technical' }, {}],
  ])('refuses %s', (_what, problem, args, more) => {
    expect(wrong(() => give(base, 'hand-over', args, more))).toBe(problem);
  });

  it('takes a body of one commune for its place', () => {
    expect(give(base, 'hand-over', { organisation: 'commune:06.141.01.0' })).toMatchObject([
      { type: 'handOverRequested', region: '06', commune: '06.141.01.0', organisation: 'commune:06.141.01.0' },
    ]);
  });

  it('is not for training cases, nor for a case whose body supervision has named', () => {
    expect(wrong(() => give({ ...base, training: true }, 'hand-over', asked))).toBe('command-not-allowed');
    expect(wrong(() => give({ ...base, designated: base.organisation }, 'hand-over', asked))).toBe(
      'command-not-allowed',
    );
  });

  it('gives a confidential case to no body that could be complained of', () => {
    const secret = { ...base, confidential: true, organisation: 'igat' };
    expect(wrong(() => give(secret, 'hand-over', { organisation: 'commune:06.141.01.0' }))).toBe(
      'organisation confidential',
    );
  });
});

describe('while it is pending', () => {
  it('nothing ends the case or changes what goes over, whoever asks', () => {
    const still: readonly CommandName[] = [
      'route',
      'cancel-hand-over',
      'note',
      'remind',
      'demand-explanation',
      'explain',
      'explanation-overdue',
      'inspection-note',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...commandNames.filter((name) => !still.includes(name))),
        fc.constantFrom(...openStates),
        (command, state) => {
          const act = () => decide({ ...pending, state }, command, {}, new Set(actors), world);
          expect(wrong(act)).toBe('command-not-allowed');
        },
      ),
    );
  });

  it('is kept at once as long as it cannot have left; after that the other cell is asked, once', () => {
    const kept = give(pending, 'cancel-hand-over');
    expect(kept.map(({ type }) => type)).toEqual(['handOverCancelled']);
    expect(after(pending, kept).handOver).toBeUndefined();
    const cancelling = after(pending, give(pending, 'cancel-hand-over', {}, left));
    expect(cancelling).toMatchObject({ state: 'in-progress', handOver: { id: 'transfer-1', cancelling: true } });
    expect(wrong(() => give(cancelling, 'cancel-hand-over', {}, left))).toBe('command-not-allowed');
    expect(wrong(() => give(base, 'cancel-hand-over'))).toBe('command-not-allowed');
  });
});

describe('what the other cell answers', () => {
  const accepted: HandOverAnswer = { outcome: 'accepted', reference: '06-26-7K3Q9M-5', reason: '' };
  const cancelling = after(pending, give(pending, 'cancel-hand-over', {}, left));
  const types = (events: readonly HandOverEvent[]) => events.map(({ type }) => type);

  it('accepted: it ends here, with its reference there', () => {
    const events = settled(pending, 'transfer-1', accepted);
    expect(events).toEqual([
      { type: 'handedOver', id: 'transfer-1', region: '06', reference: '06-26-7K3Q9M-5', files: 2 },
    ]);
    const ended = after(pending, events);
    expect(ended).toMatchObject({ state: 'handed-over', handedOver: { region: '06', reference: '06-26-7K3Q9M-5' } });
    expect(ended.handOver).toBeUndefined();
    expect([ended.answer, ended.answeredAt]).toEqual([undefined, undefined]);
    expect(settled(ended, 'transfer-1', accepted)).toEqual([]);
  });

  it('accepted before it could be called off: it has gone', () => {
    expect(types(settled(cancelling, 'transfer-1', accepted))).toEqual(['handedOver']);
  });

  it('called off, or refused: it stays open, and may be handed over again', () => {
    const off: HandOverAnswer = { outcome: 'cancelled', reference: '', reason: '' };
    const no: HandOverAnswer = { outcome: 'refused', reference: '', reason: 'unknown-category' };
    expect(types(settled(cancelling, 'transfer-1', off))).toEqual(['handOverCancelled']);
    const refused = after(pending, settled(pending, 'transfer-1', no));
    expect(refused).toEqual({ ...base, handOver: undefined });
    expect(wrong(() => give(refused, 'hand-over', asked))).toBe('done');
  });

  it('about another transfer changes nothing', () => {
    expect(settled(pending, 'transfer-0', accepted)).toEqual([]);
    expect(settled(base, 'transfer-1', accepted)).toEqual([]);
  });
});
