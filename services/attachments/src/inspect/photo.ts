import sharp from 'sharp';
import type { Limits } from '../domain/limits.ts';
import { refused } from '../domain/refusal.ts';

// Only the readers of what is taken: no other one can be reached, whatever a file pretends to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] });
sharp.cache(false);
sharp.concurrency(1);

const THUMBNAIL_PIXELS = 320;
const SECONDS = 30;

export interface Photo {
  readonly bytes: Buffer;
  /** WebP, at most 320 pixels on its longer side. */
  readonly thumbnail: Buffer;
}

/** One picture at a time: a large one takes a quarter of a gigabyte while it is decoded. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Writes a picture anew: upright, and with nothing but its pixels. Place, camera and date go, and so does whatever hid in the file.
 * @throws the refusal, as a 4xx
 */
export function remake(bytes: Uint8Array, limits: Limits): Promise<Photo> {
  const mine = before.then(() => remakeNow(bytes, limits));
  before = mine.catch(() => undefined);
  return mine;
}

async function remakeNow(bytes: Uint8Array, limits: Limits): Promise<Photo> {
  const options = { limitInputPixels: limits.pixels, failOn: 'error', pages: 1 } as const;
  const { width, height, format } = await readable(() =>
    sharp(bytes, { ...options, limitInputPixels: false }).metadata(),
  );
  if (width * height > limits.pixels) throw refused('too-many-pixels');
  const upright = sharp(bytes, options).autoOrient().timeout({ seconds: SECONDS });
  const written =
    format === 'png'
      ? upright.png()
      : format === 'webp'
        ? upright.webp({ quality: 85 })
        : upright.jpeg({ quality: 85 });
  const remade = await readable(() => written.toBuffer());
  const thumbnail = await readable(() =>
    sharp(remade, options)
      .resize(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer(),
  );
  return { bytes: remade, thumbnail };
}

/** The library's errors are about the picture: nothing else can fail here. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw Object.assign(refused('unreadable'), { cause: error });
  }
}
