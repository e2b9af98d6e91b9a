import { bytesOf } from '@jamaa/kit';
import { Mention } from '@jamaa/proto/civil_registry/v1/acts';
import type { Deps } from '../deps.ts';
import { actAsOf } from '../domain/act-as-of.ts';
import { tokenTexts } from '../domain/identities.ts';
import { mentionId } from '../domain/identity.ts';
import type { AskedMention } from '../domain/mention.ts';
import { mentionHash } from '../domain/seal.ts';
import type { SignerId } from '../domain/signing.ts';
import { BLIND_TOKEN } from '../registering/plan.ts';
import type { ActRow, MentionRow } from '../store/rows.ts';
import { keyOf, mentionBytes, mentionContext, openAct, sealBytes } from '../store/sealed-act.ts';

export interface Entered {
  readonly asked: AskedMention;
  readonly bureauId: string;
  readonly officerId: string;
  readonly at: Date;
  /** The mention that it mirrors; empty for the first. */
  readonly mirrors: string;
  readonly signer: SignerId;
}

export interface Built {
  readonly mention: Mention;
  readonly row: MentionRow;
  readonly tokens: readonly string[];
}

/** The next mention of an act: numbered, hashed over what stands before it, signed, sealed under the act's own key. */
export async function buildMention(
  { keyring, signer }: Pick<Deps, 'keyring' | 'signer'>,
  act: ActRow,
  { asked, bureauId, officerId, at, mirrors, signer: who }: Entered,
): Promise<Built> {
  const number = act.mentions.length + 1;
  const id = mentionId(act._id, number);
  const said = Mention.fromPartial({ ...(asked as Mention), id, actId: act._id, number, bureauId, officerId, mirrors });
  const mention = { ...said, recordedAt: at };
  const bytes = mentionBytes(mention);
  const hash = mentionHash(id, bytes, act.mentions.at(-1)?.hash ?? act.hash);
  const signature = Buffer.from(await signer.sign(who, Buffer.from(hash, 'hex')));
  const sealed = sealBytes(keyOf(keyring, act), bytes, mentionContext(id));
  const row = { id, kind: mention.kind, number, hash, signature, sealed, ...(mirrors === '' ? {} : { mirrors }) };
  const after = openAct(keyring, { ...act, mentions: [...act.mentions, row] });
  // Who bears a new name is found by it from now on, and by the old one still.
  const { content, idcs } = actAsOf(after, '9999-12-31');
  const texts = mention.corrections.length === 0 || content === undefined ? [] : tokenTexts({ content, idcs });
  return {
    mention: { ...mention, hash, signature: Buffer.from(bytesOf(signature)) },
    row,
    tokens: texts.map((text) => keyring.blindIndex(BLIND_TOKEN, text)),
  };
}
