import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { template } from '../domain/imports/columns.ts';
import { mediaTypes, readFile } from './read-file.ts';

const header = 'reference;kind;category;received;state;description';
const csv = (text: string | Uint8Array) =>
  readFile(typeof text === 'string' ? Buffer.from(text) : text, mediaTypes.csv);
const fault = async (reading: Promise<unknown>): Promise<string> => {
  try {
    await reading;
    return 'none';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return `${error.code} ${error.fields.map(({ path, code }) => `${path} ${code}`).join()}`;
  }
};

const xml = '<?xml version="1.0" encoding="UTF-8"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of one sheet, as spreadsheets write it. */
function workbook(rows: readonly (readonly (string | number)[])[], more: Record<string, Uint8Array> = {}): Uint8Array {
  const cell = (value: string | number, at: string): string =>
    typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = rows
    .map(
      (row, r) =>
        `<row r="${r + 1}">${row.map((v, c) => cell(v, `${String.fromCharCode(65 + c)}${r + 1}`)).join('')}</row>`,
    )
    .join('');
  return zipSync({
    'xl/workbook.xml': strToU8(
      `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`${xml}<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`),
    ...more,
  });
}

describe('a file of a register', () => {
  it('is read from CSV with semicolons, quotes and line breaks in a cell; lines of one number are told', async () => {
    const lines = await csv(
      `\uFEFF${header}\r\n1/26;شكاية;ECL;2026-09-14;open;"a;\nb"\r\n1 / 26;x;y;z;w;v\r\n2/26;x\r\n`,
    );
    expect(lines.map(({ line, fault: wrong }) => [line, wrong])).toEqual([
      [2, undefined],
      [3, 'duplicate'],
      [4, 'misshapen'],
    ]);
    expect(lines[0]?.cells).toMatchObject({ reference: '1/26', description: 'a;\nb', phone: '' });
  });

  it('is the template as it is given out', async () => {
    expect((await csv(template()))[0]?.cells).toMatchObject({ reference: '2025/0147', category: 'ECL' });
  });

  it('is read from .xlsx, days written as serial numbers among them', async () => {
    const bytes = workbook([header.split(';'), ['7/26', 'plainte', 'ECL', 46279, 'open', 'été']]);
    const [line] = await readFile(bytes, mediaTypes.xlsx);
    expect(line).toMatchObject({ line: 2, cells: { reference: '7/26', received: '2026-09-14', description: 'été' } });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['no UTF-8', () => csv(Uint8Array.of(0xff, 0xfe, 0x41)), 'validation-failed file encoding'],
    ['nothing in it', () => csv(''), 'validation-failed file empty'],
    ['a header alone', () => csv(header), 'validation-failed file empty'],
    ['a column missing', () => csv('reference;kind\n1;2'), 'validation-failed file header'],
    ['an open quote', () => csv(`${header}\n"1`), 'validation-failed file quoting'],
    ['too many lines', () => csv(`${header}\n${'1;2;3;4;5;6\n'.repeat(50_001)}`), 'payload-too-large file too-large'],
    ['no .xlsx', () => readFile(Buffer.from('PK, or so'), mediaTypes.xlsx), 'validation-failed file format'],
    [
      'a zip that is no workbook',
      () => readFile(zipSync({ 'a.xml': strToU8('<a/>') }), mediaTypes.xlsx),
      'validation-failed file format',
    ],
    ['another type', () => readFile(Buffer.from('x'), 'application/pdf'), 'unsupported-media-type '],
  ])('with %s is refused', async (_what, reading, expected) => {
    expect(await fault(reading())).toBe(expected);
  });

  it('that unpacks to more than any register is refused before it is unpacked', async () => {
    const bomb = workbook([header.split(';')], { 'xl/sharedStrings.xml': new Uint8Array(200 * 1024 ** 2) });
    expect(bomb.length).toBeLessThan(1024 ** 2);
    expect(await fault(readFile(bomb, mediaTypes.xlsx))).toBe('payload-too-large file too-large');
  });

  it('that lies about its unpacked size gets no more than it said', async () => {
    const bomb = Buffer.from(
      workbook([header.split(';')], { 'xl/sharedStrings.xml': new Uint8Array(200 * 1024 ** 2) }),
    );
    // The size stands in the central directory (and the local header) as four bytes, least first.
    const said = Buffer.alloc(4);
    said.writeUInt32LE(200 * 1024 ** 2);
    for (let at = bomb.indexOf(said); at >= 0; at = bomb.indexOf(said, at + 4)) bomb.writeUInt32LE(100, at);
    expect(await fault(readFile(bomb, mediaTypes.xlsx))).toMatch(/^validation-failed file (format|empty)$/);
  });
});
