import { mongo } from 'mongoose';
import { bytesOf } from '../journal/replay.ts';
import type { Keyring } from '../sealing/keyring.ts';
import type { AnswerCodec } from './idempotency.ts';

const { BSON } = mongo;

const CONTEXT = 'idempotency/answer';

interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
  decode(data: Uint8Array): T;
}

/** Answers kept for a repeated request tell codes, names, texts: they are sealed like everything personal. */
export const sealedAnswers = <T>(keyring: Keyring, codec: Codec<T>): AnswerCodec<T> => ({
  keyVersion: keyring.currentVersion,
  encode(answer) {
    const key = keyring.newPersonKey();
    const sealed = key.seal(Buffer.from(codec.encode(answer).finish()).toString('base64'), CONTEXT);
    return BSON.serialize({ version: key.wrapped.version, wrapped: key.wrapped.wrapped, sealed });
  },
  decode(kept) {
    const { version, wrapped, sealed } = BSON.deserialize(kept) as {
      version: string;
      wrapped: mongo.Binary;
      sealed: mongo.Binary;
    };
    const key = keyring.unwrap({ version, wrapped: bytesOf(wrapped) });
    return codec.decode(Buffer.from(key.open(bytesOf(sealed), CONTEXT), 'base64'));
  },
});
