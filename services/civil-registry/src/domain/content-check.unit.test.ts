import { BirthContent, DeathContent } from '@jamaa/proto/civil_registry/v1/acts';
import { describe, expect, it } from '@jest/globals';
import { birth, death } from '../../test/support/people.ts';
import { type Content, checkDeclaration, checkPreDeclaration, isLate } from './content-check.ts';
import { applyCorrection } from './corrections.ts';

const context = {
  today: '2026-03-20',
  isCommune: (code: string) => code === '03.451.01.09',
  idcsCheck: () => true,
  abroad: false,
  precedenceReason: '',
};
const born = (change: object = {}, declaredOn = '2026-03-20'): Content => ({
  $case: 'birth',
  value: { ...birth('2026-03-07', change), declaredOn, twinOrder: 1, twinCount: 1, ...twinOf(change) },
});
const twinOf = (change: object) => ('twinOrder' in change ? (change as { twinOrder: number; twinCount: number }) : {});
const died = (change: object = {}): Content => ({
  $case: 'death',
  value: { ...death('2026-03-10', change), declaredOn: '2026-03-20' },
});
const set = (field: string, to: string, content = born()): Content =>
  ({ ...content, value: applyCorrection(content.value, { field, from: '', to }) }) as Content;
const paths = (content: Content, change: object = {}): string[] =>
  checkDeclaration(content, { ...context, ...change }).map(({ path, code }) => `${path} ${code}`);
const title = { kind: 'judgment', number: '1', date: '2026-03-01', authority: 'محكمة' };
const unknown = BirthContent.fromPartial({ father: { unknown: true } }).father;

describe('a birth', () => {
  it('that says all is right', () => expect(paths(born())).toEqual([]));
  it.each<[string, Content, string]>([
    ['29 February of a common year', set('child.birthDate', '2025-02-29'), 'birth.child.birthDate impossible'],
    ['31 April', set('child.birthDate', '2025-04-31'), 'birth.child.birthDate impossible'],
    ['a day to come', set('child.birthDate', '2026-03-21'), 'birth.child.birthDate future'],
    ['a time that is none', set('time', '25:00'), 'birth.time format'],
    ['a title in the first name', set('child.firstNames.ar', 'مولاي علي'), 'birth.child.firstNames.ar title'],
    ['a title in Latin letters', set('child.firstNames.latin', 'LALLA AICHA'), 'birth.child.firstNames.latin title'],
    [
      'three first names',
      set('child.firstNames.latin', 'ALI OMAR ZAID'),
      'birth.child.firstNames.latin too-many-first-names',
    ],
    ['Latin letters for Arabic ones', set('child.firstNames.ar', 'ALI'), 'birth.child.firstNames.ar characters'],
    ['no name in Arabic', set('child.familyName.ar', ''), 'birth.child.familyName.ar required'],
    ['a commune that is none', set('child.birthPlace.commune', '99.999'), 'birth.child.birthPlace.commune unknown'],
    ['a mother born later', set('mother.birthDate', '2026-03-08'), 'birth.mother.birthDate impossible'],
    ['a mother of six years', set('mother.birthDate', '2020'), 'birth.mother.birthDate impossible'],
    ['a national card that is none', set('mother.nationalId', '12AB'), 'birth.mother.nationalId format'],
    ['an identifier of nine digits', set('father.idcs', '123456789'), 'birth.father.idcs format'],
    ['an identifier for the child', set('child.idcs', '1234567890'), 'birth.child.idcs given-here'],
    ['no declarant', born({ declarant: undefined }), 'birth.declarant required'],
    ['no word about the father', born({ father: undefined }), 'birth.father required'],
    ['the third of two children', born({ twinOrder: 3, twinCount: 2 }), 'birth.twinOrder range'],
  ])('with %s', (_name, content, expected) => expect(paths(content)).toContain(expected));

  it('of a foreign mother takes her passport', () => {
    const foreign = set('mother.nationality', 'FR', set('mother.nationalId', '19FV12345'));
    expect(paths(foreign)).toEqual([]);
  });
  it('of an unknown father is right, of unknown parents needs the prosecutor’s paper', () => {
    expect(paths(born({ father: unknown, declarant: { person: born().value.mother, quality: 'mother' } }))).toEqual([]);
    const foundling = { father: unknown, mother: unknown };
    expect(paths(born(foundling))).toEqual(['birth.foundlingTitle required']);
    expect(paths(born({ ...foundling, foundlingTitle: { ...title, kind: 'authority-decision' } }))).toEqual([]);
    expect(paths(born({ ...foundling, foundlingTitle: { ...title, kind: 'marriage-deed' } }))).toEqual([
      'birth.foundlingTitle.kind title',
    ]);
  });
  it('of an unknown father tells nothing of him', () => {
    const content = born({ father: { ...unknown, nationalId: 'AB1' } });
    expect(paths(content)).toEqual(['birth.father contradiction']);
  });
  it.each([
    ['father', '', []],
    ['uncle-aunt', '', ['precedenceReason required']],
    ['uncle-aunt', 'الأب متوفى والأم في المستشفى', []],
    ['establishment', 'x', ['birth.declarant.quality not-entitled']],
    ['neighbour', 'x', ['birth.declarant.quality not-entitled']],
  ])('declared by %s (%s): %j', (quality, precedenceReason, expected) => {
    const content = born({ declarant: { person: born().value.father, quality } });
    expect(paths(content, { precedenceReason })).toEqual(expected);
  });
});

describe('the delay to declare', () => {
  it.each([
    ['2026-04-06', false, false],
    ['2026-04-07', false, true],
    ['2027-03-07', true, false],
    ['2027-03-08', true, true],
  ])('on %s, abroad %s: late %s', (day, abroad, late) => expect(isLate(born(), day, abroad)).toBe(late));
  it('that has passed needs a judgment', () => {
    const late = born({}, '2026-04-07');
    const today = { today: '2026-04-07' };
    expect(paths(late, today)).toEqual(['birth.judgment late']);
    expect(paths(born({ judgment: title }, '2026-04-07'), today)).toEqual([]);
    expect(paths(born({ judgment: { ...title, kind: 'decree' } }, '2026-04-07'), today)).toEqual([
      'birth.judgment.kind title',
    ]);
    expect(paths(born({ judgment: { ...title, date: '2026-02-30' } }, '2026-04-07'), today)).toEqual([
      'birth.judgment.date impossible',
    ]);
  });
});

describe('a death', () => {
  it('that says all is right, its time may be unknown', () => expect(paths(died({ time: '' }))).toEqual([]));
  it('of somebody of whom only the year of birth is known', () =>
    expect(paths(set('deceased.birthDate', '1950', died()))).toEqual([]));
  it.each<[string, Content, string]>([
    ['before the birth', set('deceased.birthDate', '2026-03-11', died()), 'death.date impossible'],
    ['on a day to come', set('date', '2026-03-21', died()), 'death.date future'],
    ['nowhere', died({ place: undefined }), 'death.place required'],
    ['of nobody', died({ deceased: undefined }), 'death.deceased required'],
  ])('%s', (_name, content, expected) => expect(paths(content)).toContain(expected));
});

describe('what an establishment makes known', () => {
  it('may leave open who declares and what the name is', () => {
    const value = BirthContent.fromPartial({ child: { sex: 'female', birthDate: '2026-03-19' }, time: '04:10' });
    expect(checkPreDeclaration({ $case: 'birth', value }, context)).toEqual([]);
  });
  it('must say what happened', () => {
    const birthOf = checkPreDeclaration({ $case: 'birth', value: BirthContent.fromPartial({}) }, context);
    expect(birthOf.map(({ path }) => path)).toEqual(['birth.child.birthDate', 'birth.time', 'birth.child.sex']);
    const deathOf = checkPreDeclaration({ $case: 'death', value: DeathContent.fromPartial({}) }, context);
    expect(deathOf.map(({ path }) => path)).toEqual(['death.date', 'death.time', 'death.deceased']);
  });
});
