import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { AppError, callerKey, invalidField, newId, onceOnly, type RpcCall } from '@jamaa/kit';
import {
  CivilDocument,
  ProduceDocumentRequest,
  type ProduceDocumentResponse,
} from '@jamaa/proto/civil_registry/v1/documents';
import { staffOnly } from '../authorise.ts';
import type { DocumentsDeps } from '../deps.ts';
import { familyOf } from '../family.ts';
import { formOf } from '../forms/form-of.ts';
import { viewOf } from '../forms/letterhead.ts';
import { documentMessage } from '../message.ts';
import { qrSvg } from '../qr.ts';
import { type Asked, askedOf, checkAct } from '../request.ts';
import { fileContext, statedContext } from '../rows.ts';
import type { FiledAct } from '../sources.ts';
import { encodeStated, statedFields } from '../stated.ts';
import { insertDocument, type NewDocument } from '../store.ts';
import { getDocument } from './get.ts';

const compress = promisify(zstdCompress);
const DAY_MS = 86_400_000;

const answers = {
  encode: (answer: CivilDocument) => CivilDocument.encode(answer).finish(),
  decode: (kept: Uint8Array) => CivilDocument.decode(kept),
};

/** Makes, seals and keeps a document of an act as of now: for staff of the act's bureau, or for an order. Each print is audited. */
export const produceDocument =
  (deps: DocumentsDeps) =>
  async (request: ProduceDocumentRequest, call: RpcCall): Promise<ProduceDocumentResponse> => {
    const { platform } = deps;
    const at = platform.clock.now();
    const today = localDateOf(at, moroccoPublicCalendar);
    const asked = askedOf(request, call, today);
    const filed = await find(deps, asked.actId);
    if (filed === undefined) throw new AppError('not-found', 'no such act');
    await staffOnly(deps, call, filed.bureau);
    const once = {
      caller: call.caller,
      method: 'produce-document',
      key: request.idempotencyKey,
      body: ProduceDocumentRequest.encode({ ...request, idempotencyKey: '' }).finish(),
    };
    let pdf: Buffer | undefined;
    const document = await onceOnly(
      platform.mongo,
      once,
      () => platform.clock.now(),
      answers,
      async (remember) => {
        const made = await make(deps, asked, filed, { at, today, actor: callerKey(call.caller) });
        pdf = made.pdf;
        return platform.together(asked.actId, async (session) => {
          await deps.acts.audit(session, asked.actId, {
            at,
            actor: made.actor,
            documentId: made.row._id,
            kind: asked.kind,
          });
          const answer = documentMessage(insertDocument(session, made), 'valid');
          remember(session, answer);
          return answer;
        });
      },
    );
    platform.relay.poke();
    // Asked once more under the same key: the file of the first time.
    if (pdf === undefined) return getDocument(deps)({ id: document.id }, call);
    deps.telemetry.produced.inc({ kind: asked.kind, purpose: asked.purpose.split(':')[0] ?? '' });
    return { document, pdf };
  };

const find = ({ acts }: DocumentsDeps, id: string): Promise<FiledAct | undefined> => acts.find(id);

interface Moment {
  readonly at: Date;
  readonly today: string;
  readonly actor: string;
}

async function make(
  deps: DocumentsDeps,
  asked: Asked,
  filed: FiledAct,
  moment: Moment,
): Promise<NewDocument & { pdf: Buffer }> {
  const { acts, keyring, press, tokens, verifyUrl } = deps;
  const { at, today } = moment;
  const related = await Promise.all(asked.relatedActIds.map((id, index) => relatedAct(deps, id, index)));
  const act = acts.asOf(filed.act, today);
  checkAct(asked, act);
  const family = familyOf(
    act,
    related.map((one) => acts.asOf(one.act, today)),
  );
  const [id, number] = [newId(), documentNumber()];
  const token = await tokens.issue(id);
  const form = formOf({ ...asked, act, family, number });
  const issue = { language: asked.language, number, day: today, bureau: filed.bureau, address: verifyUrl };
  const view = viewOf(form, { ...issue, token, qr: qrSvg(`${verifyUrl}/${token}`) });
  const { pdf, pages } = await press.print(asked.kind, view, { at, location: filed.bureau.seat.fr });
  const key = keyring.newPersonKey();
  const { id: bureauId, organisation, territory } = filed.bureau;
  return {
    ...moment,
    pdf,
    row: {
      _id: id,
      kind: asked.kind,
      number,
      acts: [filed, ...related].map((one) => ({ id: one.act.id, version: one.act.version })),
      bureauId,
      organisation,
      territory,
      language: asked.language,
      purpose: asked.purpose,
      producedAt: at,
      digest: createHash('sha256').update(pdf).digest('hex'),
      pages,
      token,
      key: key.wrapped,
      stated: key.sealBytes(encodeStated(statedFields(view)), statedContext(id)),
    },
    file: {
      _id: id,
      sealed: key.sealBytes(await compress(pdf), fileContext(id)),
      keepUntil: new Date(at.getTime() + deps.fileDays * DAY_MS),
    },
  };
}

async function relatedAct(deps: DocumentsDeps, id: string, index: number): Promise<FiledAct> {
  const found = await find(deps, id);
  if (found === undefined) throw invalidField(`relatedActIds.${index}`, 'unknown', 'no such act');
  return found;
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Printed on the document: 60 random bits in letters that nobody takes for one another (Crockford), `7K3Q-9MX4-TR2B`. */
function documentNumber(): string {
  const letters = [...randomBytes(12)].map((byte) => LETTERS[byte % 32]).join('');
  return letters.replace(/^(.{4})(.{4})/, '$1-$2-');
}
