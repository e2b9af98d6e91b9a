import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { isFor } from './audience.ts';
import type { Circumstances, CommandArguments, Complaint, Supervising } from './complaint.ts';
import { complementDueAt } from './complement.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import type { CommandName } from './table.ts';
import type { Actor } from './vocabulary.ts';

const DAY_MS = 86_400_000;
const now = new Date('2026-11-02T09:00:00Z');
const sefrou = 'commune:03.451.01.09';
const province = 'province:03.451';

const base: Complaint = {
  id: '019a4000-0000-7000-8000-000000000001',
  reference: '03-26-7K3Q9M-C',
  state: 'in-progress',
  kind: 'reclamation',
  category: 'ECL',
  communeCode: '03.451.01.09',
  organisation: sefrou,
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
};
const governor: Supervising = {
  as: 'gouverneur:03.451',
  bodies: [sefrou],
  reachesTarget: true,
  explains: [],
  accounts: ['account-1'],
};
const world: Circumstances = {
  now,
  actor: 'agent-1',
  validationRequired: true,
  target: { onPlatform: true, units: ['technical'], takesComplaints: true },
  supervision: governor,
  policy: {
    complementDays: 15,
    closeAfterDays: 15,
    reopenWithinDays: 30,
    reopenings: 1,
    attachments: 10,
    attachmentBytes: 200_000_000,
  },
};

const run = (
  complaint: Complaint,
  command: CommandName,
  by: Actor,
  args: CommandArguments = {},
  more: Partial<Circumstances> = {},
): Complaint => {
  const at = { ...world, ...more };
  return decide(complaint, command, args, new Set([by]), at).reduce(
    (one, event) => evolve(one, event, at.now),
    complaint,
  );
};
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'done';
  } catch (error) {
    return isAppError(error) ? [error.code, ...error.fields.map(({ path }) => path)].join(' ') : String(error);
  }
};

describe('a complement', () => {
  it('is awaited until the end of a named local day, or of the last day counted', () => {
    // The 20th of November ends at 23:00Z: legal time is UTC+1.
    const until = new Date('2026-11-20T23:00:00Z');
    expect(complementDueAt({ until: '2026-11-20' }, 15, now)).toEqual(until);
    expect(complementDueAt({ days: 18 }, 15, now)).toEqual(until);
    expect(complementDueAt({}, 18, now)).toEqual(until);
  });
  it.each<[CommandArguments, string]>([
    [{ until: '2026-11-02' }, 'until'],
    [{ until: '2027-02-02' }, 'until'],
    [{ until: '2026-02-30' }, 'until'],
    [{ until: 'tomorrow' }, 'until'],
    [{ until: '2026-11-20', days: 3 }, 'until'],
    [{ days: 61 }, 'days'],
  ])('is not asked for with %j', (args, field) => {
    expect(codeOf(() => run(base, 'ask-complement', 'handler', { text: 'أين؟', ...args }))).toBe(
      `validation-failed ${field}`,
    );
  });
  it('asked twice is refused', () => {
    const given = run(run(base, 'ask-complement', 'handler', { text: 'أين؟' }), 'complement', 'complainant', {
      text: 'هنا',
    });
    expect(codeOf(() => run(given, 'ask-complement', 'handler', { text: 'أين؟' }))).toBe('command-not-allowed');
  });
  it('that comes late is taken while the case is open, and not once it has closed', () => {
    const asked = run(base, 'ask-complement', 'handler', { text: 'أين؟', days: 1 });
    const late = { now: new Date(now.getTime() + 5 * DAY_MS) };
    expect(run(asked, 'complement', 'complainant', { text: 'هنا' }, late).state).toBe('in-progress');
    const closed = run(asked, 'close', 'time', {}, late);
    expect(codeOf(() => run(closed, 'complement', 'complainant', { text: 'هنا' }, late))).toBe('command-not-allowed');
  });
});

it('a case is given to a person only who is of the unit; category and place may be corrected with it', () => {
  const given = { organisation: sefrou, unit: 'technical', person: 'agent-2' };
  expect(codeOf(() => run(base, 'assign', 'gestionnaire', given))).toBe('validation-failed person');
  const corrected = { ...given, category: 'VOI', commune: '03.451.01.11' };
  const handed = run(base, 'assign', 'gestionnaire', corrected, { personInUnit: true });
  expect([handed.state, handed.handler]).toEqual(['assigned', 'agent-2']);
  expect([handed.category, handed.communeCode]).toEqual(['VOI', '03.451.01.11']);
});

describe('four eyes', () => {
  const proposed = run(base, 'propose-answer', 'handler', { text: 'تم' });
  it('who proposed does not approve, another one does', () => {
    expect(codeOf(() => run(proposed, 'approve', 'validator'))).toBe('forbidden');
    expect(run(proposed, 'approve', 'validator', {}, { actor: 'validator-1' }).state).toBe('answered');
  });
  it('but in a commune of the small profile', () => {
    expect(run(proposed, 'approve', 'validator', {}, { mayApproveOwn: true }).state).toBe('answered');
  });
  it('a returned proposal keeps its remark and text until the next one', () => {
    const back = run(proposed, 'return-answer', 'validator', { text: 'أضف التاريخ' });
    expect([back.state, back.returned]).toEqual(['in-progress', { remark: 'أضف التاريخ', answer: 'تم' }]);
    expect(run(back, 'propose-answer', 'handler', { text: 'تم يوم الاثنين' }).returned).toBeUndefined();
  });
  it('the approval records the capacity and the decision behind it', () => {
    const signature = { capacity: 'delegate', decisionNumber: '12/2026', decisionDate: '2026-01-05' } as const;
    const answered = run(proposed, 'approve', 'validator', {}, { actor: 'validator-1', signature });
    expect(answered.signature).toEqual({ ...signature, at: now });
    const alone = run(base, 'propose-answer', 'handler', { text: 'تم' }, { validationRequired: false });
    expect(alone.signature).toEqual({ capacity: 'handler', at: now });
  });
});

describe('satisfaction', () => {
  const answered: Complaint = { ...base, state: 'answered', answer: 'تم', answeredAt: now };
  const days = (count: number) => ({ now: new Date(now.getTime() + count * DAY_MS) });
  it('may be told once after closing without feedback, within the window', () => {
    const closed = run(answered, 'close', 'time', {}, days(15));
    const rated = run(closed, 'rate', 'complainant', { score: 2, text: 'ما زال معطلا' }, days(20));
    expect([rated.state, rated.score]).toEqual(['closed', 2]);
    expect(codeOf(() => run(rated, 'rate', 'complainant', { score: 5 }, days(21)))).toBe('command-not-allowed');
    expect(codeOf(() => run(closed, 'rate', 'complainant', { score: 5 }, days(31)))).toBe('command-not-allowed');
  });
  it('is not asked of who never got an answer', () => {
    const closed: Complaint = { ...base, state: 'closed' };
    expect(codeOf(() => run(closed, 'rate', 'complainant', { score: 5 }))).toBe('command-not-allowed');
  });
  it('is told anew about the answer after a reopening', () => {
    const rated = run(answered, 'rate', 'complainant', { score: 1 });
    const reopened = run(rated, 'reopen', 'complainant', { text: 'لا' });
    expect(reopened.score).toBeUndefined();
    const again = run(
      run(reopened, 'propose-answer', 'handler', { text: 'تم' }),
      'approve',
      'validator',
      {},
      { actor: 'v' },
    );
    expect(run(again, 'rate', 'complainant', { score: 5 }).score).toBe(5);
  });
});

describe('supervision', () => {
  const supervised = (more: Partial<Supervising>) => ({ actor: 'governor-1', supervision: { ...governor, ...more } });
  const demanded = run(base, 'demand-explanation', 'supervisor', { text: 'لماذا؟', days: 3 }, supervised({}));

  it('acts on bodies of its territory only, and where a body has the case', () => {
    for (const command of ['remind', 'demand-explanation', 'designate'] as const) {
      const args = command === 'remind' ? {} : command === 'designate' ? { organisation: province } : { text: 'x' };
      expect(codeOf(() => run(base, command, 'supervisor', args, supervised({ as: undefined })))).toBe('forbidden');
      expect(codeOf(() => run({ ...base, organisation: '' }, command, 'supervisor', args))).toBe('command-not-allowed');
    }
  });
  it('demands an explanation with a delay of its own, which the body asked gives, wherever the case is', () => {
    expect(demanded.explanations).toMatchObject([{ organisation: sefrou, dueAt: new Date('2026-11-05T23:00:00Z') }]);
    const moved = run(demanded, 'transfer', 'gestionnaire', { organisation: province });
    const other = supervised({ explains: [province] });
    expect(codeOf(() => run(moved, 'explain', 'explainer', { text: 'لأن' }, other))).toBe('command-not-allowed');
    const given = run(moved, 'explain', 'explainer', { text: 'لأن' }, supervised({ explains: [sefrou] }));
    expect(given.explanations).toMatchObject([{ organisation: sefrou, answer: 'لأن', answeredAt: now }]);
  });
  it('is told once that an explanation is overdue, and not of one that came', () => {
    const late = { now: new Date('2026-11-06T00:00:00Z') };
    const overdue = run(demanded, 'explanation-overdue', 'time', {}, late);
    expect(overdue.explanations).toMatchObject([{ overdueAt: late.now }]);
    const said = decide(overdue, 'explanation-overdue', {}, new Set(['time']), { ...world, ...late });
    expect(said).toEqual([]);
    const given = run(demanded, 'explain', 'explainer', { text: 'لأن' }, supervised({ explains: [sefrou] }));
    expect(decide(given, 'explanation-overdue', {}, new Set(['time']), { ...world, ...late })).toEqual([]);
  });
  it('names the competent body only when two have had the case; it cannot hand the case on', () => {
    const to = { organisation: sefrou };
    expect(codeOf(() => run(base, 'designate', 'supervisor', to, supervised({})))).toBe('command-not-allowed');
    const two = supervised({ bodies: [sefrou, province] });
    const there: Complaint = { ...base, organisation: province, unit: 'technical', state: 'assigned' };
    const named = run(there, 'designate', 'supervisor', { ...to, unit: 'technical' }, two);
    expect([named.state, named.organisation, named.designated]).toEqual(['assigned', sefrou, sefrou]);
    for (const [command, args] of [
      ['transfer', { organisation: province }],
      ['assign', { organisation: province }],
      ['redirect', { body: 'etat:dgsn', text: 'x' }],
    ] as const) {
      const away = () => run(named, command, 'gestionnaire', args, { body: { onPlatform: false } });
      expect([command, codeOf(away)]).toEqual([command, 'command-not-allowed']);
    }
    expect(run(named, 'assign', 'gestionnaire', { organisation: sefrou, unit: 'technical' }).state).toBe('assigned');
    expect(run(named, 'designate', 'supervisor', { organisation: province }, two).organisation).toBe(province);
  });
  it('names no body outside its territory that never had the case', () => {
    const far = supervised({ bodies: [sefrou, province], reachesTarget: false });
    const act = () => run(base, 'designate', 'supervisor', { organisation: 'commune:06.141.01.0' }, far);
    expect(codeOf(act)).toBe('validation-failed organisation');
  });
});

it('notes of staff are for no complainant and no onlooker; notes of inspection for supervision alone', () => {
  const read = (actor: Actor) =>
    (['body', 'staff', 'supervision'] as const).filter((one) => isFor(one, new Set([actor])));
  expect(read('complainant')).toEqual([]);
  expect(read('validator')).toEqual(['body', 'staff']);
  expect(read('explainer')).toEqual(['staff']);
  expect(read('supervisor')).toEqual(['staff', 'supervision']);
});
