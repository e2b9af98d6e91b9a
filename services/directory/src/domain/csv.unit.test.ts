import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { MAX_BYTES, MAX_LINES, readAccountCsv } from './csv.ts';

const header = 'email,name,organisation,unit,role,scope,language';
const row = 'a@example.ma,أمينة,commune:03.451.01.09,,gestionnaire,03.451.01.09,ar';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const problem = (csv: Uint8Array): string => {
  try {
    readAccountCsv(csv);
  } catch (error) {
    if (isAppError(error)) return `${error.code}: ${error.fields[0]?.path}: ${error.message}`;
    throw error;
  }
  return 'none';
};

describe('a CSV of accounts', () => {
  it.each([
    ['plain', `${header}\n${row}\n`],
    ['with a byte order mark', `\uFEFF${header}\n${row}\n`],
    ['with Windows line ends and no last one', `${header}\r\n${row}`],
    ['with semicolons', `${header}\n${row}`.replaceAll(',', ';')],
    ['with empty lines', `${header}\n\n${row}\n\n`],
    [
      'with its columns in another order',
      'language,email,name,organisation,unit,role,scope\nar,a@example.ma,أمينة,commune:03.451.01.09,,gestionnaire,03.451.01.09',
    ],
    [
      'with quotes and spaces',
      `${header}\n a@example.ma , "أمينة" ,commune:03.451.01.09,,gestionnaire,03.451.01.09,ar`,
    ],
  ])('is read %s', (_name, text) => {
    const lines = readAccountCsv(bytes(text));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.cells).toMatchObject({
      email: 'a@example.ma',
      name: 'أمينة',
      unit: '',
      language: 'ar',
      phone: '',
    });
    expect(lines[0]?.misshapen).toBeUndefined();
  });
  it('numbers its lines as an editor does', () => {
    expect(readAccountCsv(bytes(`${header}\n${row}\n\n${row}\n`)).map(({ line }) => line)).toEqual([2, 4]);
  });
  it('tells a line with too few or too many cells', () => {
    const lines = readAccountCsv(bytes(`${header}\na@example.ma,x\n${row},more\n${row}`));
    expect(lines.map(({ misshapen }) => misshapen)).toEqual([
      'the line has 2 cells, the header 7',
      'the line has 8 cells, the header 7',
      undefined,
    ]);
  });
  it.each([
    ['empty', bytes(''), 'validation-failed: csv: the file is empty: a header line is required'],
    ['without a header', bytes(row), 'validation-failed: csv: header: column email is missing; column name is missing'],
    [
      'with a column missing',
      bytes(header.replace(',scope', '')),
      'validation-failed: csv: header: column scope is missing',
    ],
    ['with a foreign column', bytes(`${header},salary`), 'validation-failed: csv: header: column salary is unknown'],
    ['with a double column', bytes(`${header},email`), 'validation-failed: csv: header: column email is double'],
    ['not in UTF-8', Uint8Array.of(0xe9, 0x2c), 'validation-failed: csv: the file is not UTF-8'],
    [
      'with an open quote',
      bytes(`${header}\n"a@example.ma`),
      'validation-failed: csv: line 2: the file is not CSV (CSV_QUOTE_NOT_CLOSED)',
    ],
    [
      'with too many bytes',
      new Uint8Array(MAX_BYTES + 1),
      'payload-too-large: csv: the file has 5242881 bytes, at most 5242880',
    ],
    [
      'with too many lines',
      bytes(`${header}\n${'x\n'.repeat(MAX_LINES + 1)}`),
      'payload-too-large: csv: the file has 20001 lines, at most 20000',
    ],
  ])('is refused %s', (_name, csv, expected) => expect(problem(csv)).toContain(expected));
});
