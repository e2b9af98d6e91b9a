import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Circumstances, CommandArguments, Complaint, ComplaintEvent } from './complaint.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { type CommandName, commandNames, commandsFor } from './table.ts';
import { type Actor, actors, kinds, type State, states } from './vocabulary.ts';

/**
 * The table of states and commands as the law and our rules have it, written out by hand: it is the oracle, so it repeats
 * nothing of the code. `command: actors: from → to, …` with validation required; `every`: in every state, which stays.
 */
const specification = `
  acknowledge:     desk-clerk:                          received→received qualification→qualification assigned→assigned in-progress→in-progress awaiting-complement→awaiting-complement answer-proposed→answer-proposed
  route:           routing:                             received→assigned
  qualify:         gestionnaire coordinator:            received→assigned qualification→assigned
  assign:          gestionnaire coordinator:            assigned→assigned in-progress→assigned
  take:            unit-member:                         assigned→in-progress
  release:         handler coordinator gestionnaire:    in-progress→assigned
  ask-complement:  handler:                             in-progress→awaiting-complement
  complement:      complainant desk-clerk:              awaiting-complement→in-progress
  attach:          complainant handler desk-clerk:      received→received qualification→qualification assigned→assigned in-progress→in-progress awaiting-complement→awaiting-complement answer-proposed→answer-proposed
  propose-answer:  handler:                             in-progress→answer-proposed
  dispose:         handler coordinator:                 assigned→closed in-progress→closed
  return-answer:   validator:                           answer-proposed→in-progress
  approve:         validator:                           answer-proposed→answered
  refuse:          handler:                             in-progress→answer-proposed
  transfer:        gestionnaire:                        received→assigned qualification→assigned assigned→assigned in-progress→assigned
  redirect:        gestionnaire:                        received→redirected qualification→redirected assigned→redirected in-progress→redirected
  hand-over:       gestionnaire:                        received→received qualification→qualification assigned→assigned in-progress→in-progress
  cancel-hand-over: gestionnaire:                       received→received qualification→qualification assigned→assigned in-progress→in-progress
  rate:            complainant:                         answered→closed closed→closed merged→merged
  reopen:          complainant:                         answered→in-progress closed→in-progress
  close:           time:                                answered→closed awaiting-complement→closed
  withdraw:        complainant trainer:                  received→withdrawn qualification→withdrawn assigned→withdrawn in-progress→withdrawn awaiting-complement→withdrawn answer-proposed→withdrawn
  merge:           gestionnaire:                        received→merged qualification→merged assigned→merged in-progress→merged awaiting-complement→merged answer-proposed→merged
  unmerge:         gestionnaire:                        merged→qualification
  anonymise:       administrator time:                  refused→refused redirected→redirected closed→closed withdrawn→withdrawn merged→merged handed-over→handed-over
  note:            desk-clerk unit-member handler gestionnaire coordinator validator: every
  remind:          supervisor:                          received→received qualification→qualification assigned→assigned in-progress→in-progress awaiting-complement→awaiting-complement answer-proposed→answer-proposed
  demand-explanation: supervisor:                       received→received qualification→qualification assigned→assigned in-progress→in-progress awaiting-complement→awaiting-complement answer-proposed→answer-proposed answered→answered refused→refused redirected→redirected closed→closed handed-over→handed-over
  explain:         explainer:                           every
  explanation-overdue: time:                            every
  inspection-note: supervisor auditor:                  every
  designate:       supervisor:                          received→assigned qualification→assigned assigned→assigned in-progress→assigned
`;

const rows = specification
  .trim()
  .split('\n')
  .map((line) => {
    const [command = '', by = '', moves = ''] = line.split(':').map((part) => part.trim());
    const stays = states.map((state): [State, State] => [state, state]);
    const to = new Map(moves === 'every' ? stays : moves.split(/\s+/).map((move) => move.split('→') as [State, State]));
    return { command: command as CommandName, by: by.split(/\s+/) as Actor[], to };
  });

const now = new Date('2026-11-02T09:00:00Z');

const base: Complaint = {
  id: '019a4000-0000-7000-8000-000000000001',
  reference: '03-26-7K3Q9M-C',
  state: 'received',
  kind: 'reclamation',
  category: 'ECL',
  communeCode: '03.451.01.09',
  organisation: 'commune:03.451.01.09',
  unit: 'technical',
  handler: 'agent-1',
  channel: 'desk',
  language: 'ar',
  confidential: false,
  urgent: false,
  addressee: '',
  reachable: true,
  receivedAt: now,
  reopenings: 0,
  proposal: { text: 'تم الإصلاح', by: 'agent-2' },
  answeredAt: now,
  explanations: [
    {
      organisation: 'commune:03.451.01.09',
      by: 'governor-1',
      byOrganisation: 'gouverneur:03.451',
      question: 'لماذا؟',
      askedAt: now,
      dueAt: now,
    },
  ],
};

const into: Complaint = { ...base, id: '019a4000-0000-7000-8000-000000000002', state: 'in-progress' };

const world: Circumstances = {
  now,
  actor: 'agent-1',
  validationRequired: true,
  target: { onPlatform: true, units: ['technical', 'hygiene'], takesComplaints: true },
  body: { onPlatform: false },
  into,
  lead: { ...into, state: 'answered', answer: 'تم الإصلاح' },
  verdict: {
    outcome: 'assigned',
    organisation: 'commune:03.451.01.09',
    unit: 'technical',
    ruleId: 'r',
    ruleVersion: 1,
    reason: '',
  },
  supervision: {
    as: 'gouverneur:03.451',
    bodies: ['commune:03.451.01.09', 'province:03.451'],
    reachesTarget: true,
    explains: ['commune:03.451.01.09'],
    accounts: ['account-1'],
  },
  destination: {
    id: '019a4000-0000-7000-8000-00000000000a',
    commune: '06.141.01.0',
    own: false,
    known: true,
    sent: false,
  },
  policy: {
    complementDays: 15,
    closeAfterDays: 15,
    reopenWithinDays: 30,
    reopenings: 1,
    attachments: 3,
    attachmentBytes: 1_000,
  },
};

const args: Partial<Record<CommandName, CommandArguments>> = {
  qualify: { organisation: 'commune:03.451.01.09', unit: 'hygiene' },
  assign: { organisation: 'commune:03.451.01.09', unit: 'hygiene' },
  'ask-complement': { text: 'أين بالضبط؟' },
  complement: { text: 'أمام المدرسة' },
  attach: { attachments: [{ id: 'file-1', proof: 'p' }] },
  'propose-answer': { text: 'تم الإصلاح' },
  dispose: { retained: true, text: 'ستبرمج الأشغال' },
  'return-answer': { text: 'مزيد من التفاصيل' },
  refuse: { reasonCode: 'before-court', legalBasis: 'المرسوم 2.17.265', text: 'القضية معروضة على القضاء' },
  transfer: { organisation: 'srm:03', unit: 'technical' },
  redirect: { body: 'etat:dgsn', text: 'يرجى التوجه إلى المصلحة المختصة' },
  rate: { score: 4 },
  reopen: { text: 'ما زال معطلا' },
  merge: { into: '03-26-AAAAAA-X' },
  note: { text: 'سبق أن أصلح في شتنبر' },
  'demand-explanation': { text: 'لماذا لم يجب عنها؟' },
  explain: { text: 'تأخر المورد' },
  'inspection-note': { text: 'لوحظ تكرار التأخر' },
  designate: { organisation: 'srm:03', unit: 'technical' },
  'hand-over': { commune: '06.141.01.0' },
};

const handOver = { id: 'transfer-1', region: '06', commune: '06.141.01.0', organisation: '', at: now };

const run = (
  complaint: Complaint,
  command: CommandName,
  by: readonly Actor[],
  more: Partial<Circumstances> = {},
  given = args[command],
) => decide(complaint, command, given ?? {}, new Set(by), { ...world, ...more });

const after = (complaint: Complaint, events: readonly ComplaintEvent[]): Complaint =>
  events.reduce((state, event) => evolve(state, event, now), complaint);

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'done';
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
};

it('specifies every command of the table', () => {
  expect(rows.map((row) => row.command).sort()).toEqual([...commandNames].sort());
});

describe.each(rows)('$command', ({ command, by, to }) => {
  it.each(states)('given %s', (state) => {
    // Only a point of view or a proposal is disposed of.
    const kind = command === 'dispose' ? 'suggestion' : 'reclamation';
    const complaint: Complaint = { ...base, state, kind, ...(command === 'cancel-hand-over' ? { handOver } : {}) };
    for (const actor of actors) {
      const expected = !by.includes(actor) ? 'forbidden' : to.has(state) ? 'done' : 'command-not-allowed';
      expect([actor, codeOf(() => run(complaint, command, [actor]))]).toEqual([actor, expected]);
    }
    const target = to.get(state);
    if (target !== undefined) expect(after(complaint, run(complaint, command, by.slice(0, 1))).state).toBe(target);
  });
});

describe('what the table leaves to the decider', () => {
  const inProgress: Complaint = { ...base, state: 'in-progress' };

  it('takes files once each, and no more than the policy has', () => {
    const files = (...ids: string[]) => ({ attachments: ids.map((id) => ({ id, proof: 'p' })) });
    const one = after(inProgress, run(inProgress, 'attach', ['handler'], {}, files('a')));
    expect(one.attachments).toEqual(['a']);
    const asked: Complaint = { ...one, state: 'awaiting-complement' };
    const given = run(asked, 'complement', ['complainant'], {}, { text: 'هنا', ...files('b', 'c') });
    expect(after(asked, given).attachments).toEqual(['a', 'b', 'c']);
    for (const more of [files('a'), files('b', 'b'), files('b', 'c', 'd')])
      expect(codeOf(() => run(one, 'attach', ['handler'], {}, more))).toBe('validation-failed');
    expect(codeOf(() => run(one, 'attach', ['handler'], {}, {}))).toBe('validation-failed');
  });

  it('answers at once where no validation is required', () => {
    const events = run(inProgress, 'propose-answer', ['handler'], { validationRequired: false });
    expect(events.map((event) => event.type)).toEqual(['answerProposed', 'answered']);
    expect(after(inProgress, events)).toMatchObject({ state: 'answered', answer: 'تم الإصلاح', answeredAt: now });
  });

  it('approves a proposed refusal as a refusal', () => {
    const proposed = after(inProgress, run(inProgress, 'refuse', ['handler']));
    const refused = after(proposed, run(proposed, 'approve', ['validator'], { actor: 'validator-1' }));
    expect(refused).toMatchObject({ state: 'refused', refusal: { reasonCode: 'before-court' }, proposal: undefined });
  });

  it('redirects to a body of the directory that is not on the platform, and says which of the two is wrong', () => {
    const codes = (body: { onPlatform: boolean } | undefined) => {
      try {
        return run({ ...base, state: 'qualification' }, 'redirect', ['gestionnaire'], { body }).map(
          (event) => event.type,
        );
      } catch (error) {
        return isAppError(error) ? error.fields.map(({ path, code }) => `${path} ${code}`) : [String(error)];
      }
    };
    expect([codes({ onPlatform: false }), codes({ onPlatform: true }), codes(undefined)]).toEqual([
      ['redirected'],
      ['body on-platform'],
      ['body unknown'],
    ]);
  });

  it('never refuses for lack of competence: such a case is transferred or redirected', () => {
    const given = { ...args.refuse, reasonCode: 'not-competent' as const };
    expect(codeOf(() => run(inProgress, 'refuse', ['handler'], {}, given))).toBe('validation-failed');
  });

  it('cannot refuse as not to the template what our own form accepted, and names missing fields otherwise', () => {
    const given = { ...args.refuse, reasonCode: 'not-to-template' as const, missingFields: ['complainant.name'] };
    expect(codeOf(() => run({ ...inProgress, channel: 'web' }, 'refuse', ['handler'], {}, given))).toBe(
      'validation-failed',
    );
    expect(codeOf(() => run(inProgress, 'refuse', ['handler'], {}, { ...given, missingFields: [] }))).toBe(
      'validation-failed',
    );
    expect(codeOf(() => run(inProgress, 'refuse', ['handler'], {}, given))).toBe('done');
  });

  it('keeps refusal codes to réclamations', () => {
    expect(codeOf(() => run({ ...inProgress, kind: 'suggestion' }, 'refuse', ['handler']))).toBe('command-not-allowed');
  });

  it('names as missing only fields of the form', () => {
    const given = { ...args.refuse, reasonCode: 'not-to-template' as const, missingFields: ['complainant.shoeSize'] };
    expect(codeOf(() => run(inProgress, 'refuse', ['handler'], {}, given))).toBe('validation-failed');
  });

  it('disposes of observations and suggestions with a reason, and of nothing else', () => {
    const suggestion: Complaint = { ...inProgress, kind: 'suggestion' };
    for (const retained of [true, false]) {
      const text = 'لا توجد اعتمادات';
      const disposed = after(suggestion, run(suggestion, 'dispose', ['handler'], {}, { retained, text }));
      expect(disposed).toMatchObject({ state: 'closed', disposition: { retained, text } });
    }
    expect(codeOf(() => run(inProgress, 'dispose', ['handler']))).toBe('command-not-allowed');
    expect(codeOf(() => run(suggestion, 'dispose', ['handler'], {}, { text: 'x' }))).toBe('validation-failed');
    expect(codeOf(() => run(suggestion, 'dispose', ['handler'], {}, { retained: true }))).toBe('validation-failed');
  });

  it('keeps the number a paper was registered under', () => {
    const [event] = run(base, 'acknowledge', ['desk-clerk'], {}, { paperNumber: '7/26' });
    expect(after(base, event === undefined ? [] : [event]).paperNumber).toBe('7/26');
  });

  it('reopens once, within thirty days of the answer', () => {
    const closed: Complaint = { ...base, state: 'closed' };
    const late = new Date(now.getTime() + 31 * 86_400_000);
    expect(codeOf(() => run({ ...closed, reopenings: 1 }, 'reopen', ['complainant']))).toBe('command-not-allowed');
    expect(codeOf(() => run(closed, 'reopen', ['complainant'], { now: late }))).toBe('command-not-allowed');
    expect(after(closed, run(closed, 'reopen', ['complainant'])).reopenings).toBe(1);
  });

  it('merges neither into itself, nor across confidentiality, nor into a case that is not open', () => {
    const assigned: Complaint = { ...base, state: 'assigned' };
    expect(codeOf(() => run(assigned, 'merge', ['gestionnaire'], { into: assigned }))).toBe('validation-failed');
    expect(codeOf(() => run(assigned, 'merge', ['gestionnaire'], { into: { ...into, confidential: true } }))).toBe(
      'validation-failed',
    );
    for (const state of ['closed', 'merged', 'answered', 'withdrawn'] as const) {
      expect(codeOf(() => run(assigned, 'merge', ['gestionnaire'], { into: { ...into, state } }))).toBe(
        'validation-failed',
      );
    }
  });

  it('a case that was merged before anybody had placed it waits for a person when it is taken out', () => {
    const merged = after(base, run(base, 'merge', ['gestionnaire']));
    expect(merged).toMatchObject({ state: 'merged', mergedInto: into.id });
    const alone = after(merged, run(merged, 'unmerge', ['gestionnaire']));
    expect(alone.state).toBe('qualification');
    expect(alone.mergedInto).toBeUndefined();
  });

  it('a co-reporter rates once, and only when the case that leads theirs is answered', () => {
    const merged = after(base, run(base, 'merge', ['gestionnaire']));
    for (const lead of [undefined, into, { ...into, state: 'refused', answer: undefined } as const]) {
      expect(codeOf(() => run(merged, 'rate', ['complainant'], { lead }))).toBe('command-not-allowed');
    }
    const rated = after(merged, run(merged, 'rate', ['complainant']));
    expect(rated).toMatchObject({ state: 'merged', score: 4 });
    expect(codeOf(() => run(rated, 'rate', ['complainant']))).toBe('command-not-allowed');
    expect(codeOf(() => run(merged, 'reopen', ['complainant']))).toBe('command-not-allowed');
  });

  it('comes back from a merge to where it was', () => {
    const assigned: Complaint = { ...base, state: 'assigned' };
    const merged = after(assigned, run(assigned, 'merge', ['gestionnaire']));
    expect(after(merged, run(merged, 'unmerge', ['gestionnaire'])).state).toBe('assigned');
  });

  it('sends nothing to a body or unit that does not exist or is not on the platform', () => {
    const assigned: Complaint = { ...base, state: 'assigned' };
    for (const target of [
      undefined,
      { onPlatform: false, units: ['hygiene'], takesComplaints: true },
      { onPlatform: true, units: ['finance'], takesComplaints: true },
      { onPlatform: true, units: ['hygiene'], takesComplaints: false },
    ]) {
      expect(codeOf(() => run(assigned, 'assign', ['gestionnaire'], { target }))).toBe('validation-failed');
    }
  });

  it('sends a case back to routing when category or place is corrected and nobody is named', () => {
    const taken: Complaint = {
      ...base,
      state: 'in-progress',
      organisation: 'srm:03',
      unit: 'water',
      handler: 'agent-1',
    };
    const corrected = after(taken, run(taken, 'assign', ['gestionnaire'], {}, { category: 'CIV' }));
    expect(corrected).toMatchObject({ state: 'received', category: 'CIV', organisation: '', unit: '', handler: '' });
    const moved = after(taken, run(taken, 'assign', ['coordinator'], {}, { commune: '03.451.07.05' }));
    expect(moved).toMatchObject({ state: 'received', communeCode: '03.451.07.05', category: taken.category });
    const closed = after(taken, run(taken, 'assign', ['gestionnaire'], {}, { category: 'COR' }));
    expect(closed).toMatchObject({ confidential: true, organisation: '' });
    for (const given of [{}, { category: taken.category }, { category: 'CIV', unit: 'hygiene' }])
      expect(codeOf(() => run(taken, 'assign', ['gestionnaire'], {}, given))).toBe('validation-failed');
  });

  it('gives a confidential case, or one corrected to such a category, to no body that could be complained of', () => {
    const assigned: Complaint = { ...base, state: 'assigned' };
    const to = (organisation: string, more: CommandArguments = {}) => ({ organisation, unit: 'hygiene', ...more });
    for (const command of ['assign', 'transfer'] as const) {
      const secret = { ...assigned, confidential: true, organisation: 'igat' };
      expect(codeOf(() => run(secret, command, ['gestionnaire'], {}, to('commune:03.451.01.09')))).toBe(
        'validation-failed',
      );
      expect(codeOf(() => run(secret, command, ['gestionnaire'], {}, to('gouverneur:03.451')))).toBe('done');
    }
    const corrupt = { category: 'COR' };
    expect(codeOf(() => run(assigned, 'assign', ['gestionnaire'], {}, to('srm:03', corrupt)))).toBe(
      'validation-failed',
    );
    const closed = after(assigned, run(assigned, 'assign', ['gestionnaire'], {}, to('igat', corrupt)));
    expect([closed.confidential, closed.organisation]).toEqual([true, 'igat']);
    const back = after(closed, run(closed, 'assign', ['gestionnaire'], {}, to('igat', { category: 'ECL' })));
    expect(back.confidential).toBe(true);
  });

  it('refuses arguments that a command does not take, and texts beyond the limit', () => {
    expect(codeOf(() => run({ ...base, state: 'assigned' }, 'take', ['unit-member'], {}, { text: 'x' }))).toBe(
      'validation-failed',
    );
    expect(codeOf(() => run(inProgress, 'propose-answer', ['handler'], {}, { text: 'x'.repeat(10_001) }))).toBe(
      'validation-failed',
    );
    expect(codeOf(() => run(inProgress, 'propose-answer', ['handler'], {}, { text: '  ' }))).toBe('validation-failed');
  });
});

const drawn = {
  state: fc.constantFrom(...states),
  who: fc.subarray([...actors]),
  kind: fc.constantFrom(...kinds),
};

it('offers exactly the commands that would not be refused for actor or state', () => {
  fc.assert(
    fc.property(drawn.state, drawn.who, drawn.kind, fc.boolean(), (state, who, kind, pending) => {
      const offered = new Set(commandsFor(state, new Set(who), kind, pending));
      const given = { ...base, state, kind, ...(pending ? { handOver } : {}) };
      const never = ['route', 'close', 'explanation-overdue', 'anonymise'];
      for (const command of commandNames.filter((name) => !never.includes(name))) {
        const code = codeOf(() => run(given, command, who));
        expect(offered.has(command)).toBe(code !== 'forbidden' && code !== 'command-not-allowed');
      }
    }),
  );
});
