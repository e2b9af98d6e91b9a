import { emptyChain } from '@jamaa/kit';
import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { Deps } from '../deps.ts';
import { tokenTexts } from '../domain/identities.ts';
import { actId, type RegisterKey } from '../domain/identity.ts';
import { nextNumber } from '../domain/register.ts';
import { actHash } from '../domain/seal.ts';
import { officerSigner } from '../domain/signing.ts';
import type { ActRow, RegisterRow } from '../store/rows.ts';
import { actBytes, actContext, sealBytes } from '../store/sealed-act.ts';

/** An act that waits for its number. */
export interface Draft {
  readonly content: NonNullable<Act['content']>;
  readonly officerId: string;
  readonly officerName: string;
  readonly territory: string;
}

export const BLIND_TOKEN = 'civil-token';
export const BLIND_IDCS = 'civil-idcs';

const capacity = { ar: 'ضابط الحالة المدنية', fr: "Officier de l'état civil", zgh: '' };

/**
 * Draws up the next acts of a register, each on the one before: numbers, hashes, signatures. Nothing is written yet, and none of it holds
 * unless the register is still the same when the transaction reads it. Signing may go over a network, so it is done before.
 */
export async function drawUp(deps: Deps, register: RegisterRow, drafts: readonly Draft[], at: Date): Promise<ActRow[]> {
  const key: RegisterKey = { bureauId: register.bureauId, kind: register.kind, year: register.year };
  let number = nextNumber(register);
  let previous = register.head;
  const rows: ActRow[] = [];
  for (const draft of drafts) {
    const idcs = draft.content.$case === 'birth' ? await deps.idcs.next() : (draft.content.value.deceased?.idcs ?? '');
    const row = sealAct(deps, key, number, { ...draft, idcs }, previous, at);
    rows.push({
      ...row,
      signature: await deps.signer.sign(officerSigner(draft.officerId), Buffer.from(row.hash, 'hex')),
    });
    previous = row.hash;
    number += 1;
  }
  return rows;
}

function sealAct(
  { keyring }: Pick<Deps, 'keyring'>,
  key: RegisterKey,
  number: number,
  draft: Draft & { readonly idcs: string },
  previous: string,
  registeredAt: Date,
): ActRow {
  const _id = actId(key, number);
  const { content, officerId, officerName, idcs, territory } = draft;
  const bytes = actBytes({
    content,
    officerId,
    officerName: { ar: officerName, fr: officerName, zgh: '' },
    officerCapacity: capacity,
    idcs,
    registeredAt,
  });
  const own = keyring.newPersonKey();
  return {
    _id,
    ...key,
    number,
    territory,
    officerId,
    registeredAt,
    hash: actHash(_id, bytes, previous),
    signature: Buffer.alloc(0),
    key: own.wrapped,
    sealed: sealBytes(own, bytes, actContext(_id)),
    mentions: [],
    tokens: tokenTexts({ content, idcs }).map((text) => keyring.blindIndex(BLIND_TOKEN, text)),
    ...(content.$case === 'birth' ? { gave: keyring.blindIndex(BLIND_IDCS, idcs) } : {}),
    version: 0,
    lastEventId: '',
    auditHead: emptyChain,
  };
}
