/** A PDF with room for a signature, and where that room is. */
export interface Prepared {
  readonly pdf: Buffer;
  /** Offsets of `<` and of what follows `>`: all outside is signed. */
  readonly gap: readonly [number, number];
}

export interface SignatureFacts {
  readonly name: string;
  readonly reason: string;
  readonly location: string;
  readonly at: Date;
  /** Bytes kept free for the CMS. */
  readonly room: number;
}

const RANGE_WIDTH = 10;

/**
 * Adds a signature field to a PDF that Typst has drawn, as an incremental update: what was drawn stays as it is, and with it its
 * conformance to PDF/A-2b (an invisible field without appearance, the file's identifier repeated, ISO 19005-2 6.1.3, 6.3.3, 6.4.3).
 * @throws Error for a PDF of another build (cross-reference streams, annotations of its own)
 */
export function withPlaceholder(pdf: Buffer, facts: SignatureFacts): Prepared {
  const trailer = readTrailer(pdf);
  const page = firstPage(pdf, trailer);
  if (page.body.includes('/Annots')) throw new Error('the first page has annotations already');
  const catalog = objectAt(pdf, trailer.offsets, trailer.root);
  const [signature, widget] = [trailer.size, trailer.size + 1];
  const head = [
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (${pdfDate(facts.at)})`,
    `/Name ${textString(facts.name)} /Reason ${textString(facts.reason)} /Location ${textString(facts.location)}`,
    '/ByteRange [0 ',
  ].join('\n');
  const rangePlace = ' '.repeat(3 * RANGE_WIDTH + 2);
  const objects = [
    [signature, `${head}${rangePlace}]\n/Contents <${'0'.repeat(facts.room * 2)}> >>`],
    [
      widget,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /V ${signature} 0 R /F 132 /Rect [0 0 0 0] /P ${page.id} 0 R >>`,
    ],
    [page.id, inside(page.body, `/Annots [${widget} 0 R]`)],
    [trailer.root, inside(catalog, `/AcroForm << /Fields [${widget} 0 R] /SigFlags 3 >>`)],
  ] as const;
  const parts: string[] = [pdf.at(-1) === 0x0a ? '' : '\n'];
  const offsets = new Map<number, number>();
  let length = pdf.length + (parts[0]?.length ?? 0);
  for (const [id, body] of objects) {
    offsets.set(id, length);
    const text = `${id} 0 obj\n${body}\nendobj\n`;
    parts.push(text);
    length += text.length;
  }
  parts.push(xrefOf(offsets, length, trailer));
  const whole = Buffer.concat([pdf, Buffer.from(parts.join(''), 'latin1')]);
  const start = whole.indexOf('/Contents <', offsets.get(signature)) + '/Contents '.length;
  const end = start + facts.room * 2 + 2;
  const range = [start, end, whole.length - end].map((one) => String(one).padStart(RANGE_WIDTH)).join(' ');
  whole.write(range, (offsets.get(signature) ?? 0) + `${signature} 0 obj\n${head}`.length, 'latin1');
  return { pdf: whole, gap: [start, end] };
}

/** The bytes that the signature covers, in two stretches. */
export const covered = ({ pdf, gap: [start, end] }: Prepared): readonly [Buffer, Buffer] => [
  pdf.subarray(0, start),
  pdf.subarray(end),
];

/** Writes a CMS into its room. @throws Error when it does not fit */
export function fill({ pdf, gap: [start, end] }: Prepared, cms: Buffer): Buffer {
  if (cms.length * 2 > end - start - 2) throw new Error(`a signature of ${cms.length} bytes has no room`);
  pdf.write(cms.toString('hex'), start + 1, 'latin1');
  return pdf;
}

interface Trailer {
  readonly root: number;
  readonly size: number;
  readonly info: string;
  readonly id: string;
  readonly position: number;
  /** By object number. */
  readonly offsets: readonly number[];
}

function readTrailer(pdf: Buffer): Trailer {
  const tail = pdf.toString('latin1', Math.max(0, pdf.length - 1_024));
  const part = (pattern: RegExp): string => {
    const found = pattern.exec(tail)?.[1];
    if (found === undefined) throw new Error('a PDF without the trailer that Typst writes');
    return found;
  };
  const position = Number(part(/startxref\s+(\d+)\s+%%EOF\s*$/));
  const [head, ...rows] = pdf.toString('latin1', position, pdf.length).split('\n').slice(1);
  const count = Number(head?.split(' ')[1]);
  return {
    root: Number(part(/\/Root (\d+) 0 R/)),
    size: Number(part(/\/Size (\d+)/)),
    info: part(/(\/Info \d+ 0 R)/),
    id: part(/(\/ID \[.*?\])\s*\n/s),
    position,
    offsets: rows.slice(0, count).map((row) => Number(row.slice(0, 10))),
  };
}

function objectAt(pdf: Buffer, offsets: readonly number[], id: number): string {
  const start = pdf.indexOf('<<', offsets[id]);
  return pdf.toString('latin1', start, pdf.indexOf('endobj', start)).trimEnd();
}

function firstPage(pdf: Buffer, { offsets, root }: Trailer): { readonly id: number; readonly body: string } {
  let id = Number(/\/Pages (\d+) 0 R/.exec(objectAt(pdf, offsets, root))?.[1]);
  let body = objectAt(pdf, offsets, id);
  while (/\/Type \/Pages\b/.test(body)) {
    id = Number(/\/Kids \[\s*(\d+) 0 R/.exec(body)?.[1]);
    body = objectAt(pdf, offsets, id);
  }
  return { id, body };
}

const inside = (dictionary: string, more: string): string => `${dictionary.slice(0, -2)}  ${more}\n>>`;

function xrefOf(offsets: ReadonlyMap<number, number>, position: number, trailer: Trailer): string {
  const rows = [...offsets]
    .sort(([one], [other]) => one - other)
    .map(([id, offset]) => `${id} 1\n${String(offset).padStart(10, '0')} 00000 n \n`);
  const { root, info, id, position: previous, size } = trailer;
  const dictionary = `<< /Size ${size + 2} /Root ${root} 0 R ${info} ${id} /Prev ${previous} >>`;
  return `xref\n${rows.join('')}trailer\n${dictionary}\nstartxref\n${position}\n%%EOF\n`;
}

const pdfDate = (at: Date): string => `D:${at.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`;

/** UTF-16 with its mark, as hexadecimal: names are in Arabic too. */
const textString = (text: string): string =>
  `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
