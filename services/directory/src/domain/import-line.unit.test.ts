import { describe, expect, it } from '@jest/globals';
import type { Column } from './csv.ts';
import { readImportLine } from './import-line.ts';

const good: Record<Column, string> = {
  email: 'a@example.ma',
  name: 'أمينة',
  organisation: 'commune:03.451.01.09',
  unit: 'technical',
  role: 'unit-member',
  scope: '03.451.01.09',
  language: 'ar',
  phone: '',
  valid_from: '',
  valid_to: '',
  reinstate: '',
};
const read = (over: Partial<Record<Column, string>>) => readImportLine({ line: 7, cells: { ...good, ...over } });

describe('a line by itself', () => {
  it('is read into what it asks for', () => {
    const line = read({
      email: 'Amina@Example.MA',
      name: ' Amina   B. ',
      phone: '05 22 00 00 01',
      valid_from: '2026-01-01',
      valid_to: '2026-07-01',
    });
    expect(line).toEqual({
      ok: {
        line: 7,
        email: 'amina@example.ma',
        name: 'Amina B.',
        phone: '+212522000001',
        language: 'ar',
        grant: {
          role: 'unit-member',
          organisation: 'commune:03.451.01.09',
          unit: 'technical',
          scope: '03.451.01.09',
          validFrom: new Date('2025-12-31T23:00:00Z'),
          validTo: new Date('2026-06-30T23:00:00Z'),
        },
        reinstate: false,
      },
    });
  });
  it.each<[Partial<Record<Column, string>>, string[]]>([
    [{ email: '' }, ['email: is missing']],
    [{ email: 'amina' }, ['email: is not an e-mail address']],
    [{ email: 'a b@example.ma' }, ['email: is not an e-mail address']],
    [{ email: 'a@example.ma,b@example.ma' }, ['email: is not an e-mail address']],
    [{ email: `a@${'x'.repeat(260)}.ma` }, ['email: is not an e-mail address']],
    [{ name: '' }, ['name: is missing']],
    [{ name: 'x'.repeat(201) }, ['name: is longer than 200 characters']],
    [{ organisation: '' }, ['organisation: is missing']],
    [{ scope: '' }, ['scope: is missing']],
    [{ role: '' }, ['role: is missing']],
    [{ role: 'mayor' }, ['role: "mayor" is unknown']],
    [{ role: 'Validator' }, ['role: "Validator" is unknown']],
    [{ unit: '' }, ['unit: a unit-member needs one']],
    [{ language: 'en' }, ['language: "en" is not ar, fr or zgh']],
    [{ phone: '12' }, ['phone: is not a phone number']],
    [{ valid_from: '01/02/2026' }, ['valid_from: "01/02/2026" is not a date like 2026-01-31']],
    [{ valid_to: '2026-02-30' }, ['valid_to: "2026-02-30" is not a date like 2026-01-31']],
    [{ valid_from: '2026-02-01', valid_to: '2026-02-01' }, ['valid_to: is not after valid_from']],
    [{ reinstate: 'maybe' }, ['reinstate: "maybe" is not yes or no']],
    [
      { email: 'x', name: '', role: 'y' },
      ['email: is not an e-mail address', 'name: is missing', 'role: "y" is unknown'],
    ],
  ])('is refused for %j', (over, problems) => expect(read(over)).toEqual({ line: 7, problems }));

  it('never repeats personal fields in a problem', () => {
    const line = read({ email: 'secret person', name: 'x'.repeat(201), phone: '12' });
    expect(JSON.stringify(line)).not.toMatch(/secret|xxx/);
  });
});
