import { AppError } from '@jamaa/kit';

/** Why the content of a file is not taken; the codes are stable. */
export const refusals = {
  type: 'this type of file is not taken: send a photo (JPEG, PNG, WebP), a PDF, a sound or a film',
  heic: 'HEIC pictures cannot be read here: send the photo as JPEG',
  'too-large': 'the file is larger than files of its kind may be',
  'too-many-pixels': 'the picture has more pixels than can be taken',
  unreadable: 'the file is damaged or not what it seems to be',
  polyglot: 'the file carries another file inside',
  'active-content': 'the PDF carries scripts, programs or attached files',
  encrypted: 'the PDF is locked: take the password away first',
  bomb: 'the file would unpack to more than can be taken',
} as const;

export type RefusalCode = keyof typeof refusals;

export const isRefusal = (text: string): text is RefusalCode => Object.hasOwn(refusals, text);

/** A 4xx that names the file, with the reason as its code. */
export const refused = (code: RefusalCode): AppError =>
  new AppError(
    code === 'too-large'
      ? 'payload-too-large'
      : code === 'type' || code === 'heic'
        ? 'unsupported-media-type'
        : 'validation-failed',
    refusals[code],
    {
      fields: [{ path: 'file', code, message: refusals[code] }],
    },
  );
