import { emptyChain, type Keyring } from '@jamaa/kit';
import { Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { tokenTexts } from '../domain/identities.ts';
import { actId, mentionId } from '../domain/identity.ts';
import type { ImportedAct } from '../domain/imports/line.ts';
import { actHash, mentionHash } from '../domain/seal.ts';
import { type Count, delayBand } from '../domain/statistics/counts.ts';
import { BLIND_IDCS, BLIND_TOKEN } from '../registering/plan.ts';
import type { ActRow, MentionRow } from '../store/rows.ts';
import { actBytes, actContext, mentionBytes, mentionContext, sealBytes } from '../store/sealed-act.ts';

/** What an imported act says, in the bytes that are sealed and hashed: the same line gives the same bytes. */
export const bytesOfImported = ({
  content,
  idcs,
  officerName,
  officerCapacity,
  registeredAt,
}: ImportedAct): Uint8Array => actBytes({ content, idcs, officerName, officerCapacity, registeredAt, officerId: '' });

/** The mentions of a line as they will stand on its act. */
export const mentionsOf = (act: ImportedAct): Mention[] => {
  const id = actId(act.key, act.number);
  return act.mentions.map(({ asked, recordedAt }, index) => ({
    ...Mention.fromPartial({
      ...(asked as Mention),
      id: mentionId(id, index + 1),
      actId: id,
      number: index + 1,
      bureauId: act.key.bureauId,
    }),
    recordedAt,
  }));
};

export interface Chained {
  readonly territory: string;
  readonly importId: string;
  /** Hash of what stands before it in its register. */
  readonly previous: string;
}

/** An imported act as it is kept: sealed and hashed like a registered one, signed by nobody but with its register. */
export function drawUpImported(keyring: Keyring, act: ImportedAct, { territory, importId, previous }: Chained): ActRow {
  const { key, number, content, idcs, registeredAt } = act;
  const _id = actId(key, number);
  const bytes = bytesOfImported(act);
  const own = keyring.newPersonKey();
  const hash = actHash(_id, bytes, previous);
  let before = hash;
  const mentions = mentionsOf(act).map((mention): MentionRow => {
    const said = mentionBytes(mention);
    before = mentionHash(mention.id, said, before);
    const sealed = sealBytes(own, said, mentionContext(mention.id));
    return {
      id: mention.id,
      kind: mention.kind,
      number: mention.number,
      hash: before,
      signature: Buffer.alloc(0),
      sealed,
    };
  });
  return {
    _id,
    ...key,
    number,
    territory,
    officerId: '',
    registeredAt,
    hash,
    signature: Buffer.alloc(0),
    key: own.wrapped,
    sealed: sealBytes(own, bytes, actContext(_id)),
    mentions,
    tokens: tokenTexts({ content, idcs }).map((text) => keyring.blindIndex(BLIND_TOKEN, text)),
    ...(content.$case === 'birth' && idcs !== '' ? { gave: keyring.blindIndex(BLIND_IDCS, idcs) } : {}),
    imported: true,
    importId,
    version: 0,
    lastEventId: '',
    auditHead: emptyChain,
  };
}

/** What an imported act adds to the figures of its register. Late ones were so by the law of their day, which no line tells. */
export const countImported = ({ content, registeredAt }: ImportedAct): Count => ({
  month: registeredAt.getUTCMonth() + 1,
  band: delayBand(content),
  late: content.value.judgment !== undefined,
  imported: true,
});
