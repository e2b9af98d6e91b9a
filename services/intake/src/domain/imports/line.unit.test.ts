import { describe, expect, it } from '@jest/globals';
import { type Cells, cellsOf, columns, readHeader, template } from './columns.ts';
import { isProblems, type RegisterWorld, readLine } from './line.ts';

const sefrou = '03.451.01.09';
const communes = [sefrou, '03.451.07.05'];
const world: RegisterWorld = {
  now: new Date('2026-11-02T09:00:00Z'),
  body: { id: `commune:${sefrou}`, territory: sefrou, units: ['technical', 'hygiene'] },
  origin: 'direct',
  isCommune: (code) => communes.includes(code),
};
const blank = cellsOf([], []);
const open: Cells = {
  ...blank,
  reference: '2026/0147',
  kind: 'شكاية',
  category: 'ecl',
  received: '14/09/2026',
  state: 'En cours',
  unit: 'technical',
  description: 'مصباح معطل',
};
const problems = (change: Partial<Cells>, of: RegisterWorld = world): string[] => {
  const read = readLine({ ...open, ...change }, of);
  return isProblems(read) ? read.map(({ field, code }) => `${field} ${code}`) : [];
};

describe('a line of a register', () => {
  it('is a case in the words of the platform, its day of receipt the local one, its place the body’s', () => {
    expect(readLine(open, world)).toMatchObject({
      reference: '2026/0147',
      state: 'open',
      communeCode: sefrou,
      unit: 'technical',
      receivedAt: new Date('2026-09-14T12:00:00Z'),
      submission: { kind: 'reclamation', channel: 'import', originSource: 'direct' },
      checked: { anonymous: true, confidential: false },
    });
  });

  it.each([
    ['réclamation', 'مغلقة', 'closed'],
    ['Plainte', 'Clôturée', 'closed'],
    ['شكايه', 'تمت الاجابه', 'answered'],
    ['reclamation', 'REFUSED', 'refused'],
    ['ملاحظة', 'retirée', 'withdrawn'],
  ])('understands %s, %s', (kind, state, meant) => {
    const read = readLine(
      { ...open, kind, state, answer: 'تم الإصلاح', answered: '2026-10-01', refusal_code: 'unclear' },
      world,
    );
    expect(read).toMatchObject({ state: meant, endedAt: new Date('2026-10-01T12:00:00Z') });
  });

  it.each<[string, Partial<Cells>, string[]]>([
    ['no number', { reference: '' }, ['reference required']],
    ['a name where the number belongs', { reference: 'أمينة العلوي' }, ['reference format']],
    ['an unknown kind', { kind: 'x' }, ['kind unknown']],
    ['an unknown category', { category: 'XYZ' }, ['category unknown']],
    ['a day that is none', { received: '31/02/2026' }, ['received day']],
    ['a day to come', { received: '2026-11-03' }, ['received future']],
    ['a day before the decree', { received: '2017-06-22' }, ['received too-old']],
    ['an unknown state', { state: 'x' }, ['state unknown']],
    ['a unit the body does not have', { unit: 'roads' }, ['unit unknown']],
    ['a place elsewhere', { commune: '03.451.07.05' }, ['commune outside-territory']],
    ['no description', { description: ' ' }, ['description required']],
    ['a wrong phone', { phone: '12' }, ['phone format']],
    ['a wrong e-mail', { email: 'x@' }, ['email format']],
    ['a wrong card', { identity: '123' }, ['identity format']],
    ['a wrong channel', { channel: 'fax' }, ['channel unknown']],
    ['a wrong origin', { origin: 'mars' }, ['origin unknown']],
    ['an answer without day and text', { state: 'answered' }, ['answered required', 'answer required']],
    ['an answer before the receipt', { state: 'closed', answered: '2026-09-13' }, ['answered before-receipt']],
    ['a refusal without its code', { state: 'refused', answered: '2026-10-01' }, ['refusal_code required']],
    [
      'a refusal of a suggestion',
      { kind: 'suggestion', state: 'refused', answered: '2026-10-01', refusal_code: 'unclear' },
      ['state kind'],
    ],
    ['corruption given to a unit of the body', { category: 'COR' }, ['unit confidential']],
    [
      'corruption that the body has answered itself',
      { category: 'COR', unit: '', state: 'closed', answered: '2026-10-01' },
      ['state confidential'],
    ],
  ])('is refused with %s', (_what, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  it('names everything that is wrong at once', () => {
    expect(problems({ kind: '', received: '', category: 'XYZ' })).toEqual([
      'kind required',
      'received required',
      'category unknown',
    ]);
  });

  it('of today counts from now, not from a noon to come', () => {
    expect(readLine({ ...open, received: '2026-11-02' }, world)).toMatchObject({ receivedAt: world.now });
  });

  it('about corruption, still open and without a unit, is taken: routing brings it past the body', () => {
    expect(problems({ category: 'COR', unit: '' })).toEqual([]);
  });

  it('of the portal has no unit, and must say its place', () => {
    const portal = { ...world, body: undefined, origin: 'chikaya' };
    expect(problems({ unit: '' }, portal)).toEqual(['commune required']);
    expect(problems({ unit: 'technical', commune: sefrou }, portal)).toEqual(['unit unknown']);
    expect(readLine({ ...open, unit: '', commune: sefrou }, portal)).toMatchObject({
      submission: { originSource: 'chikaya' },
    });
  });
});

describe('the header', () => {
  it('is understood in Arabic and French, in any order, with columns that are not ours', () => {
    const header = readHeader([
      'Réf interne',
      'الحالة',
      'TYPE',
      'catégorie',
      'Date de dépôt',
      'Objet',
      'المرجع القديم',
    ]);
    expect(header).toEqual([undefined, 'state', 'kind', 'category', 'received', 'description', 'reference']);
  });

  it('names what is missing or double', () => {
    expect(() => readHeader(['reference', 'kind', 'kind', 'category', 'received', 'state'])).toThrow(
      'column description (نص الشكاية / Description) is missing; column kind stands there twice',
    );
  });

  it('of the template is the whole header', () => {
    const titles = template().slice(1).split('\r\n')[0]?.slice(1, -1).split('","') ?? [];
    expect(readHeader(titles)).toEqual(columns);
  });
});
