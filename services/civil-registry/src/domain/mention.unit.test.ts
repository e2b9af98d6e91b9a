import { Act, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { birth, death } from '../../test/support/people.ts';
import { actAsOf, isAnnulled, mentionsInForce, openMarriages } from './act-as-of.ts';
import { valueAt } from './corrections.ts';
import { type AskedMention, checkMention, mentionKinds, mentionRules } from './mention.ts';
import { deathMention, mirrored, mirrorTargets } from './mirror.ts';

const context = { today: '2026-03-20', isCommune: () => true, idcsCheck: () => true };
const title = (kind: string) => ({ kind, number: '7', date: '2026-03-01', authority: 'محكمة صفرو' });
const asked = (kind: string, titleKind: string, more: Partial<AskedMention> = {}): AskedMention => ({
  ...{ kind, title: title(titleKind), effectiveOn: '2026-03-01', text: undefined, corrections: [] },
  ...{ other: undefined, otherActId: '', ends: '' },
  ...more,
});
const person = birth('1995-01-01').child;
const mentionOf = (number: number, what: Partial<AskedMention>, more: Partial<Mention> = {}): Mention =>
  Mention.fromPartial({ ...(what as Mention), id: `m${number}`, number, ...more });
const act = (...mentions: Mention[]): Act =>
  Act.fromPartial({
    ...{ id: 'a', kind: 'birth', bureauId: 'b', year: 1995, number: 3, mentions },
    content: { $case: 'birth', value: birth('1995-01-01') },
  } as never);
const codes = (of: Act, what: AskedMention): string[] => {
  try {
    checkMention(of, what, context);
    return [];
  } catch (error) {
    const { code, fields } = error as { code: string; fields: { path: string; code: string }[] };
    return fields.length === 0 ? [code] : fields.map((one) => `${one.path} ${one.code}`);
  }
};
const marriage = (more: Partial<AskedMention> = {}) => asked('marriage', 'marriage-deed', { other: person, ...more });
const married = mentionOf(1, { ...marriage(), effectiveOn: '2020-01-01', otherActId: 'b' });
const spelling = { field: 'child.familyName.latin', from: 'SEFRIOUI', to: 'SEFRIWI' };

describe('a mention', () => {
  it.each([
    ['a marriage by deed', marriage()],
    ['an authorised spelling', asked('authorised-spelling', 'authorisation', { corrections: [spelling] })],
    [
      'a material error by decision',
      asked('rectification-material', 'authority-decision', { corrections: [spelling] }),
    ],
    [
      'a substantive one by judgment',
      asked('rectification-substantive', 'judgment', {
        corrections: [{ field: 'child.sex', from: 'male', to: 'female' }],
      }),
    ],
    ['a death', asked('death', 'death-act')],
    ['an annulment', asked('annulment', 'judgment')],
  ])('%s is entered', (_name, what) => expect(codes(act(), what)).toEqual([]));

  it.each<[string, Act, AskedMention, string]>([
    ['of a kind that is none', act(), asked('baptism', 'judgment'), 'kind unknown'],
    [
      'on the wrong paper',
      act(),
      asked('rectification-substantive', 'authority-decision', { corrections: [spelling] }),
      'title.kind title',
    ],
    ['without a paper', act(), { ...marriage(), title: undefined }, 'title required'],
    ['on a day to come', act(), marriage({ effectiveOn: '2026-03-21' }), 'effectiveOn future'],
    ['before the birth', act(), marriage({ effectiveOn: '1994-12-31' }), 'effectiveOn before-birth'],
    ['of a marriage with nobody', act(), asked('marriage', 'marriage-deed'), 'other required'],
    ['of a second open marriage', act(married), marriage(), 'title.kind married'],
    ['of a divorce of no marriage', act(), asked('divorce', 'divorce-deed'), 'ends required'],
    [
      'of a divorce of another’s marriage',
      act(married),
      asked('divorce', 'divorce-deed', { ends: 'm9' }),
      'ends unknown',
    ],
    ['of a second death', act(mentionOf(1, asked('death', 'death-act'))), asked('death', 'death-act'), 'kind twice'],
    [
      'that corrects what is not in force',
      act(),
      asked('rectification-material', 'authority-decision', { corrections: [{ ...spelling, from: 'X' }] }),
      'corrections.0.from differs',
    ],
    ['that corrects nothing', act(), asked('rectification-material', 'authority-decision'), 'corrections required'],
    [
      'that corrects the declarant',
      act(),
      asked('rectification-material', 'authority-decision', {
        corrections: [{ field: 'declarant.quality', from: 'father', to: 'mother' }],
      }),
      'corrections.0.field unknown',
    ],
    [
      'of a spelling that changes Arabic',
      act(),
      asked('authorised-spelling', 'authorisation', {
        corrections: [{ field: 'child.firstNames.ar', from: 'ياسين', to: 'ياسر' }],
      }),
      'corrections.0.field not-here',
    ],
    [
      'of a name with a title',
      act(),
      asked('change-of-name', 'decree', {
        corrections: [{ field: 'child.firstNames.latin', from: 'YASSINE', to: 'MOULAY YASSINE' }],
      }),
      'corrections.0.to impossible',
    ],
    [
      'of a recognition of a known father',
      act(),
      asked('recognition', 'recognition-deed', { other: person }),
      'other known',
    ],
    [
      'of a marriage on a death act',
      Act.fromPartial({ id: 'd', content: { $case: 'death', value: death('2026-01-01') } } as never),
      marriage(),
      'kind wrong-act',
    ],
  ])('%s is refused', (_name, of, what, expected) => expect(codes(of, what)).toContain(expected));

  it('of a further marriage is entered where the court gave leave', () =>
    expect(codes(act(married), { ...marriage(), title: title('judgment') })).toEqual([]));
  it('is not entered on an annulled act', () =>
    expect(codes(act(mentionOf(1, asked('annulment', 'judgment'))), marriage())).toEqual(['command-not-allowed']));
  it.each(mentionKinds)('%s names the papers it may rest on', (kind) =>
    expect(mentionRules[kind].titles.length).toBeGreaterThan(0),
  );
  it('corrects what an earlier one has put in force', () => {
    const first = mentionOf(1, asked('authorised-spelling', 'authorisation', { corrections: [spelling] }));
    const second = { ...spelling, from: 'SEFRIWI', to: 'SAFRIOUI' };
    const what = asked('authorised-spelling', 'authorisation', { corrections: [second] });
    expect(codes(act(first), what)).toEqual([]);
    expect(codes(act(), what)).toEqual(['corrections.0.from differs']);
  });
});

describe('an act as of a day', () => {
  const corrected = mentionOf(1, asked('rectification-material', 'authority-decision', { corrections: [spelling] }));
  it('shows what was in force then', () => {
    const later = act({ ...corrected, effectiveOn: '2026-03-10' });
    const latin = (day: string) => valueAt(actAsOf(later, day).content?.value ?? {}, 'child.familyName.latin');
    expect([latin('2026-03-09'), latin('2026-03-10')]).toEqual(['SEFRIOUI', 'SEFRIWI']);
    expect(actAsOf(later, '2026-03-09').mentions).toEqual([]);
    expect(valueAt(later.content?.value ?? {}, 'child.familyName.latin')).toBe('SEFRIOUI');
  });
  it('leaves out what was annulled', () => {
    const undone = mentionOf(2, { ...asked('annulment', 'judgment'), ends: 'm1', effectiveOn: '2026-03-15' });
    const both = act(corrected, undone);
    expect(mentionsInForce(both.mentions, '2026-03-14').map(({ id }) => id)).toEqual(['m1']);
    expect(mentionsInForce(both.mentions, '2026-03-15').map(({ id }) => id)).toEqual(['m2']);
    expect(isAnnulled(both, '2026-03-20')).toBe(false);
  });
  it('knows which marriages are open: divorce and death end them', () => {
    const divorce = mentionOf(2, { ...asked('divorce', 'divorce-deed'), ends: 'm1', effectiveOn: '2024-01-01' });
    const widowed = mentionOf(2, { ...asked('death', 'death-act'), ends: 'm1', effectiveOn: '2024-01-01' });
    const died = mentionOf(2, { ...asked('death', 'death-act'), effectiveOn: '2024-01-01' });
    const open = (mentions: Mention[], day: string) => openMarriages(mentions, day).map(({ id }) => id);
    for (const end of [divorce, widowed, died]) {
      expect(open([married, end], '2023-12-31')).toEqual(['m1']);
      expect(open([married, end], '2024-01-01')).toEqual([]);
    }
  });
  it('is the same whenever it is asked, and never loses a mention to the future', () => {
    const days = fc
      .integer({ min: 0, max: 700 })
      .map((offset) => new Date(Date.UTC(2025, 0, 1 + offset)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.array(days, { maxLength: 8 }), days, (starts, day) => {
        const of = act(...starts.map((effectiveOn, index) => mentionOf(index + 1, { ...marriage(), effectiveOn })));
        const once = actAsOf(of, day);
        expect(actAsOf(once, day)).toEqual(once);
        expect(once.mentions).toHaveLength(starts.filter((start) => start <= day).length);
      }),
    );
  });
});

describe('a mirror', () => {
  const other = (...mentions: Mention[]): Act => ({ ...act(...mentions), id: 'b' });
  it('of a marriage is the same from the other side, once', () => {
    expect(mirrorTargets(act(married), married)).toEqual(['b']);
    const there = mirrored(act(married), married, other());
    expect(there).toMatchObject({ kind: 'marriage', otherActId: 'a', effectiveOn: '2020-01-01' });
    expect(mirrored(act(married), married, other(mentionOf(1, there ?? {}, { mirrors: 'm1' })))).toBeUndefined();
  });
  it('is not mirrored itself', () => expect(mirrorTargets(other(), { ...married, mirrors: 'm1' })).toEqual([]));
  it('of a divorce, and of a death, ends the marriage there', () => {
    const there = mentionOf(4, { ...marriage(), effectiveOn: '2020-01-01', otherActId: 'a' }, { mirrors: 'm1' });
    const divorce = mentionOf(2, { ...asked('divorce', 'divorce-deed'), ends: 'm1' });
    expect(mirrorTargets(act(married, divorce), divorce)).toEqual(['b']);
    expect(mirrored(act(married, divorce), divorce, other(there))).toMatchObject({ kind: 'divorce', ends: 'm4' });
    const died = mentionOf(2, asked('death', 'death-act'));
    expect(mirrorTargets(act(married, died), died)).toEqual(['b']);
    expect(mirrored(act(married, died), died, other(there))).toMatchObject({ kind: 'death', ends: 'm4' });
    expect(mirrored(act(married, died), died, other())).toBeUndefined();
  });
  it('of a death act stands on the birth act, unless the death stands there', () => {
    const deathAct = Act.fromPartial({
      id: 'd',
      number: 9,
      year: 2026,
      bureauId: 'b',
      content: { $case: 'death', value: death('2026-03-02') },
    } as never);
    const mention = deathMention(deathAct, act());
    expect(mention).toMatchObject({
      kind: 'death',
      effectiveOn: '2026-03-02',
      otherActId: 'd',
      title: { number: '9/2026' },
    });
    expect(deathMention(deathAct, act(mentionOf(1, mention ?? {})))).toBeUndefined();
  });
});
