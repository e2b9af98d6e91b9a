import { bytesOf, type Keyring, type PersonKey } from '@jamaa/kit';
import { Act, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import type { ActRow, MentionRow } from './rows.ts';

/** What is sealed of an act: what it says, who signed it, which identifier it gave. Its bytes are what its hash is over. */
export const actBytes = (
  act: Pick<Act, 'content' | 'officerName' | 'officerCapacity' | 'idcs' | 'officerId' | 'registeredAt'>,
): Uint8Array => {
  const { content, officerId, officerName, officerCapacity, idcs, registeredAt } = act;
  return Act.encode(
    Act.fromPartial({ content, officerId, officerName, officerCapacity, idcs, registeredAt } as never),
  ).finish();
};

/** What is sealed of a mention: all of it but hash and signature, which are over these bytes. */
export const mentionBytes = (mention: Mention): Uint8Array =>
  Mention.encode({ ...mention, hash: '', signature: Buffer.alloc(0) }).finish();

export const sealBytes = (key: PersonKey, bytes: Uint8Array, context: string): Uint8Array =>
  key.seal(Buffer.from(bytes).toString('base64'), context);

export const openBytes = (key: PersonKey, sealed: MentionRow['sealed'], context: string): Uint8Array =>
  Buffer.from(key.open(bytesOf(sealed), context), 'base64');

export const keyOf = (keyring: Keyring, { key }: Pick<ActRow, 'key'>): PersonKey =>
  keyring.unwrap({ version: key.version, wrapped: bytesOf(key.wrapped as MentionRow['sealed']) });

export const actContext = (id: string): string => `act/${id}/content`;
export const mentionContext = (id: string): string => `mention/${id}/content`;

/** The act as it was written, with all its mentions. */
export function openAct(keyring: Keyring, row: ActRow): Act {
  const key = keyOf(keyring, row);
  const core = Act.decode(openBytes(key, row.sealed, actContext(row._id)));
  const { kind, bureauId, year, number, hash, version } = row;
  return {
    ...core,
    ...{ id: row._id, kind, bureauId, year, number, hash, version },
    signature: Buffer.from(bytesOf(row.signature)),
    registeredAt: row.registeredAt,
    officerId: row.officerId,
    imported: row.imported === true,
    mentions: row.mentions.map((one) => ({
      ...Mention.decode(openBytes(key, one.sealed, mentionContext(one.id))),
      hash: one.hash,
      signature: Buffer.from(bytesOf(one.signature)),
    })),
  };
}
