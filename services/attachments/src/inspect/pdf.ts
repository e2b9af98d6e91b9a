import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { refused } from '../domain/refusal.ts';
import { carriesAnother, TAIL_BYTES } from './hidden.ts';

const unpack = promisify(inflate);

/** Most that the streams which describe a document (never its pictures) may unpack to: each, and together. Bytes. */
const MAX_STREAM = 16_000_000;
const MAX_TOGETHER = 64_000_000;

const NOTHING_AFTER = /%%EOF[\s\0]*$/;
/** Names of what runs or carries something. A name ends before a delimiter, so that /JSX or /AAB is none of them. */
const ACTIVE = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|GoToE|ImportData|XFA)(?![A-Za-z0-9_.-])/;

/**
 * Looks into a PDF, which is kept as it came: its first byte is its own, nothing stands behind its end, no script, program or attached
 * file is in it, also not in its packed objects, which are unpacked within bounds. Page contents are never unpacked here.
 * @throws the refusal, as a 4xx
 */
export async function inspectPdf(bytes: Buffer): Promise<void> {
  const text = bytes.toString('latin1');
  if (!text.startsWith('%PDF-')) throw refused('polyglot');
  if (carriesAnother(bytes, bytes.subarray(-TAIL_BYTES), 'pdf')) throw refused('polyglot');
  if (!text.includes('%%EOF')) throw refused('unreadable');
  if (!NOTHING_AFTER.test(text.slice(-2_048))) throw refused('polyglot');
  if (/\/Encrypt(?![A-Za-z])/.test(text)) throw refused('encrypted');
  let left = MAX_TOGETHER;
  for (const object of objects(text)) {
    const described = plainNames(object.dictionary);
    if (ACTIVE.test(described)) throw refused('active-content');
    if (object.stream === undefined || !/\/ObjStm(?![A-Za-z])/.test(described)) continue;
    if (!/\/FlateDecode|\/Fl(?![A-Za-z])/.test(described)) {
      // Packed twice or by another method: what cannot be looked into is not taken.
      if (/\/Filter/.test(described)) throw refused('unreadable');
      if (ACTIVE.test(plainNames(object.stream))) throw refused('active-content');
      continue;
    }
    if ((described.match(/Decode/g) ?? []).length > 2 && /\/Filter\s*\[[^\]]*Decode[^\]]*Decode/.test(described))
      throw refused('unreadable');
    const unpacked = await unpackWithin(Buffer.from(object.stream, 'latin1'), Math.min(MAX_STREAM, left));
    left -= unpacked.length;
    if (ACTIVE.test(plainNames(unpacked.toString('latin1')))) throw refused('active-content');
  }
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream?: string;
}

/** What stands outside of streams, and each stream with what describes it. Follows no table of the file: that could lie. */
function* objects(text: string): Generator<PdfObject> {
  let from = 0;
  for (;;) {
    const begin = text.indexOf('stream', from);
    if (begin === -1) return void (yield { dictionary: text.slice(from) });
    const end = text.indexOf('endstream', begin);
    if (end === -1) return void (yield { dictionary: text.slice(from) });
    const between = text.slice(from, begin);
    // What belongs to this stream begins at its own object; what comes before is looked at by the same expression.
    const own = between.slice(Math.max(0, between.lastIndexOf(' obj')));
    yield { dictionary: between };
    yield { dictionary: own, stream: text.slice(begin + 'stream'.length, end).replace(/^\r?\n/, '') };
    from = end + 'endstream'.length;
  }
}

/** Names may be written with `#xx`, which hides them from whoever looks for them as they are. */
const plainNames = (text: string): string =>
  text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

async function unpackWithin(packed: Buffer, most: number): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw refused('bomb');
    throw refused('unreadable');
  }
}
