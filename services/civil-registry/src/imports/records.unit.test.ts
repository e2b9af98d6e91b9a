import { describe, expect, it } from '@jest/globals';
import { type FileRecord, MAX_RECORD, recordsOf } from './records.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function cut(text: string, size = 7, quoted = true, from = { offset: 0, line: 1 }): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  for await (const one of recordsOf(inPieces(text, size), from, quoted)) records.push(one);
  return records;
}

const said = (records: readonly FileRecord[]) =>
  records.map(({ line, bytes, fault }) => [line, fault ?? bytes.toString()]);

describe('records of a file', () => {
  it('end at a line end that no quotes enclose, however the bytes come', async () => {
    const text = 'a,"ب\nب",c\r\nd,"e ""f"" g"\n\nh';
    for (const size of [1, 3, 1_000])
      expect(said(await cut(text, size))).toEqual([
        [1, 'a,"ب\nب",c'],
        [3, 'd,"e ""f"" g"'],
        [4, ''],
        [5, 'h'],
      ]);
  });

  it('tell where reading goes on after each', async () => {
    const text = 'eins\nzwei ü\ndrei\n';
    const [, second] = await cut(text);
    const rest = Buffer.from(text).subarray(second?.end).toString();
    expect(said(await cut(rest, 3, true, { offset: second?.end ?? 0, line: second?.nextLine ?? 0 }))).toEqual([
      [3, 'drei'],
    ]);
  });

  it('lose one line to a quote that is never closed, at the end of a file and in its middle', async () => {
    const lines = Array.from({ length: 5 }, (_, index) => `line ${index}`);
    expect(said(await cut(`a\n"b\n${lines.join('\n')}`))).toEqual([
      [1, 'a'],
      [2, 'misshapen'],
      ...lines.map((line, index) => [index + 3, line]),
    ]);
    const many = Array.from({ length: MAX_RECORD / 16 }, () => 'sixteen letters.').join('\n');
    const records = await cut(`"b\n${many}\nend`, 65_536);
    expect(records[0]).toMatchObject({ line: 1, fault: 'misshapen' });
    expect(records).toHaveLength(MAX_RECORD / 16 + 2);
  });

  it('longer than any act are told by their line, and not kept', async () => {
    const long = 'x'.repeat(3 * MAX_RECORD);
    const records = await cut(`a\n${long}\nb`, 65_536, false);
    expect(said(records)).toEqual([
      [1, 'a'],
      [2, 'too-large'],
      [3, 'b'],
    ]);
    expect(records[1]?.end).toBe(2 + long.length + 1);
  });
});
