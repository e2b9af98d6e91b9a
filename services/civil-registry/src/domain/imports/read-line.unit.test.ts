import { describe, expect, it } from '@jest/globals';
import { template } from './columns.ts';
import { isRefused } from './line.ts';
import { readAct } from './read-line.ts';

const context = { today: '2026-06-01', isCommune: (code: string) => code === '03.451.01.09', idcsCheck: () => true };
const child = {
  firstNames: { ar: 'ياسين' },
  familyName: { ar: 'الصفريوي' },
  sex: 'male',
  birthDate: '1988-02-29',
};
const line = (change: object = {}, content: object = {}) => ({
  bureauId: '03.451.01.09-1',
  kind: 'birth',
  year: 1988,
  number: '12',
  registeredOn: '1988-03-04',
  birth: { child: { ...child, ...content } },
  ...change,
});
const problems = (value: unknown) => {
  const read = readAct(value, undefined, context);
  return isRefused(read) ? read.problems.map(({ path, code }) => `${path} ${code}`) : [];
};

describe('an act of an old register', () => {
  it('is read as its day wrote it: no Latin letters, no declarant, a title in the name', () => {
    const read = readAct(line({}, { firstNames: { ar: 'مولاي محمد علي' } }), undefined, context);
    expect(read).toMatchObject({
      key: { bureauId: '03.451.01.09-1', kind: 'birth', year: 1988 },
      number: 12,
      registeredAt: new Date('1988-03-04T12:00:00Z'),
      content: { $case: 'birth', value: { twinCount: 1 } },
    });
  });

  it('has 29 February in a leap year only', () => {
    expect(problems(line())).toEqual([]);
    expect(problems(line({ year: 1987, registeredOn: '1987-03-04' }, { birthDate: '1987-02-29' }))).toEqual([
      'birth.child.birthDate impossible',
    ]);
  });

  it.each([
    ['a day that is none', line({}, { birthDate: '1988-04-31' }), ['birth.child.birthDate impossible']],
    ['a birth after its act', line({}, { birthDate: '1988-05-01' }), ['birth.child.birthDate contradiction']],
    ['an act of another year', line({ registeredOn: '1989-03-04' }), ['registeredOn contradiction']],
    ['an act of tomorrow', line({ year: 2026, registeredOn: '2026-06-02' }), ['registeredOn future']],
    ['12 bis', line({ number: '12 bis' }), ['number number']],
    ['no number', line({ number: undefined }), ['number required']],
    ['no sex', line({}, { sex: '' }), ['birth.child.sex unknown']],
    ['another script', line({}, { familyName: { ar: 'SEFRIOUI' } }), ['birth.child.familyName.ar characters']],
    ['a death in a birth', line({ birth: undefined, death: {} }), ['birth required']],
    ['what would be lost', line({}, { nickname: 'x' }), ['birth.child.nickname unknown']],
    ['no commune', line({}, { birthPlace: { commune: '99' } }), ['birth.child.birthPlace.commune unknown']],
  ])('is refused with its field: %s', (_what, value, expected) => {
    expect(problems(value)).toEqual(expected);
  });

  it('names the act also where its shape is wrong', () => {
    const read = readAct(line({ birth: { child: 'x' } }), undefined, context);
    expect(read).toMatchObject({ number: 12, problems: [{ path: 'birth.child', code: 'shape' }] });
  });
});

describe('the template', () => {
  it('is a file that is taken', async () => {
    const { actReader } = await import('../../imports/read-acts.ts');
    const [header = '', row = ''] = template().replace('\uFEFF', '').trim().split('\r\n');
    expect(actReader(undefined, context).cells(header.split(','), row.split(','))).toMatchObject({ number: 1 });
  });
});
