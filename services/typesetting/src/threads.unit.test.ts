import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textOf } from './testing.ts';
import { createTypstThreads, type TypstThreads } from './threads.ts';
import { createTypst } from './typst.ts';

describe('pages drawn beside the event loop', () => {
  let folder: string;
  let threads: TypstThreads<'page'>;
  const view = (name: string) => ({ name });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jamaa-pages-'));
    await writeFile(
      join(folder, 'page.typ'),
      '#let view = json(bytes(sys.inputs.view))\n#set document(date: datetime(year: 2026, month: 1, day: 1))\n#set text(font: "Amiri", fallback: false)\n#view.name',
    );
    threads = createTypstThreads({ folder, templates: ['page'] }, 2);
  });
  afterAll(() => threads.close());

  it('each caller gets its own, the same bytes as within the process', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `page ${index} صفحة`);
    const drawn = await Promise.all(names.map((name) => threads.pdf('page', view(name))));
    const here = createTypst({ folder, templates: ['page'] });
    for (const [index, pdf = Buffer.alloc(0)] of drawn.entries()) {
      expect(await textOf(pdf)).toContain(`page ${index} `);
      expect(here.pdf('page', view(names[index] ?? ''))?.equals(pdf)).toBe(true);
    }
  });

  it('a letter that no font draws is no page, and the thread goes on', async () => {
    expect(await threads.pdf('page', view('漢'))).toBeUndefined();
    expect(await threads.pdf('page', view('ok'))).toBeInstanceOf(Buffer);
  });

  it('goes on after the threads have ended, and who was waiting is told', async () => {
    const waiting = threads.pdf('page', view('x'.repeat(50_000)));
    const told = expect(waiting).rejects.toThrow('has ended');
    await threads.close();
    await told;
    expect(await threads.pdf('page', view('ok'))).toBeInstanceOf(Buffer);
  });
});
