import { bytesOf, type Keyring } from '@jamaa/kit';
import { mongo } from 'mongoose';

const { BSON } = mongo;

const CONTEXT = 'idempotency/answer';

/** Answers kept for a repeated request tell a tracking code and texts: they are sealed like everything personal. */
export function sealAnswer(keyring: Keyring, answer: Uint8Array): Uint8Array {
  const key = keyring.newPersonKey();
  const sealed = key.seal(Buffer.from(answer).toString('base64'), CONTEXT);
  return BSON.serialize({ version: key.wrapped.version, wrapped: key.wrapped.wrapped, sealed });
}

export function openAnswer(keyring: Keyring, stored: Uint8Array): Uint8Array {
  const { version, wrapped, sealed } = BSON.deserialize(stored) as {
    version: string;
    wrapped: mongo.Binary;
    sealed: mongo.Binary;
  };
  const key = keyring.unwrap({ version, wrapped: bytesOf(wrapped) });
  return Buffer.from(key.open(bytesOf(sealed), CONTEXT), 'base64');
}
