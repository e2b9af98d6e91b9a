import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

interface Placed {
  readonly str: string;
  readonly transform: readonly number[];
}

/** The text of a page of a PDF (1 is the first) as its readers see it: line by line, each from the side on which the language begins. */
export async function textOf(pdf: Uint8Array, from: 'right' | 'left' = 'left', page = 1): Promise<string> {
  const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const content = await (await (await loading.promise).getPage(page)).getTextContent();
  const lines = new Map<number, { x: number; str: string }[]>();
  for (const { str, transform } of content.items as Placed[]) {
    const [x = 0, y = 0] = transform.slice(4);
    lines.set(Math.round(y), [...(lines.get(Math.round(y)) ?? []), { x, str }]);
  }
  await loading.destroy();
  const read = [...lines]
    .sort(([a], [b]) => b - a)
    .map(([, parts]) => parts.sort((a, b) => (from === 'left' ? a.x - b.x : b.x - a.x)));
  return read
    .map((parts) => parts.map(({ str }) => str).join(''))
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}
