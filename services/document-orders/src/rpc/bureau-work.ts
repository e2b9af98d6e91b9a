import { AppError, failpoint, invalidField, type RpcCall } from '@jamaa/kit';
import type {
  AskComplementRequest,
  AskComplementResponse,
  HandToPostRequest,
  HandToPostResponse,
  ProduceItemRequest,
  ProduceItemResponse,
  RejectItemRequest,
  RejectItemResponse,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import type { Command } from '../domain/decide.ts';
import { itemsOf } from '../domain/order.ts';
import { localDay } from '../domain/tariffs.ts';
import { rejections } from '../domain/vocabulary.ts';
import { changeOrder, committed, notFound, readOrder } from '../store/change.ts';
import { type OrderRow, openTold, sealTold } from '../store/order-row.ts';
import { bureauMessage, itemOf } from './bureau.ts';
import { worksAt } from './bureau-access.ts';
import { findOrder } from './caller.ts';
import { tariffOf } from './tariffs.ts';

const MOST_TEXT = 1_000;
const PRODUCE_MS = 20_000;

function words(typed: string): string {
  const text = typed.trim();
  if (text === '') throw invalidField('text', 'required', 'what the person is told');
  if (text.length > MOST_TEXT) throw invalidField('text', 'too-long', `at most ${MOST_TEXT} characters`);
  return text;
}

/** Carries a bureau's command out, with what it writes to the person. */
async function carryOut(
  deps: Deps,
  call: RpcCall,
  id: string,
  command: Command,
  item = '',
  text = '',
): Promise<OrderRow> {
  const { platform, keyring, telemetry } = deps;
  const at = platform.clock.now();
  const { row, events } = await committed(platform, async (session) => {
    const before = await readOrder(platform, session, id);
    const told = openTold(keyring, before);
    const mine = { ...told.words[item], bureau: text };
    const sealed = sealTold(keyring, id, { ...told, words: { ...told.words, [item]: mine } }, before.sealed);
    return changeOrder(session, before, command, {
      at,
      caller: call.caller,
      ...(text === '' ? {} : { set: { sealed } }),
    });
  });
  if (events.length > 0) telemetry.orders.inc({ event: command.type });
  deps.poke();
  return row;
}

const answer = ({ keyring }: Deps, row: OrderRow, bureau: string) => ({
  order: bureauMessage(row, openTold(keyring, row), bureau),
});

/**
 * The document is made and signed by civil-registry, then noted here. Killed between the two, a second call makes it again: the first is a
 * document that nobody has, in civil-registry's own register.
 */
export const produceItem =
  (deps: Deps) =>
  async ({ reference, itemId, actId }: ProduceItemRequest, call: RpcCall): Promise<ProduceItemResponse> => {
    const { keyring } = deps;
    const found = await findOrder(deps, reference);
    const item = itemOf(found, itemId);
    await worksAt(deps, call, item.bureau);
    if (item.state === 'produced') return { ...answer(deps, found, item.bureau), formerly: [] };
    if (item.state !== 'ordered')
      throw new AppError('command-not-allowed', 'this document is decided already, or waits for an answer');
    const act = openTold(keyring, found).acts[found.items.indexOf(item)];
    if (act === undefined) throw new Error('an item without its act');
    const matched = actId === '' ? await matchedAct(deps, act, item.bureau) : { actId, formerly: [] };
    const request = {
      kind: item.kind,
      actId: matched.actId,
      language: act.language,
      purpose: `order:${found.reference}`,
      relatedActIds: [],
      seenOn: '',
      // A crash before the order knows of it, and the same document comes again.
      idempotencyKey: `${found._id}/${itemId}`,
    };
    const { document } = await registryOf(deps).call('produceDocument', request, PRODUCE_MS);
    if (document === undefined || document.bureauId !== item.bureau)
      throw invalidField('actId', 'other-bureau', 'this act is not of the bureau that was asked');
    failpoint('document-orders.after-produce');
    const command = { type: 'produce', item: itemId, documentId: document.id } as const;
    const row = await carryOut(deps, call, found._id, command);
    return { ...answer(deps, row, item.bureau), formerly: [...matched.formerly] };
  };

type Act = ReturnType<typeof openTold>['acts'][number];

const registryOf = ({ documents }: Deps) => {
  if (documents === undefined) throw new AppError('unavailable', 'no civil registry is configured');
  return documents;
};

/** The one act that what the person told leads to. @throws AppError `validation-failed` where there is none, or doubt */
async function matchedAct(
  deps: Deps,
  act: Act,
  bureauId: string,
): Promise<{ readonly actId: string; readonly formerly: readonly string[] }> {
  const { actKind: kind, year, number, firstNames, familyName, birthDate, nationalId } = act;
  const told = { kind, bureauId, year, number, firstNames, familyName, birthDate, nationalId };
  const { outcome, actId, contradictions, formerly } = await registryOf(deps).call('matchAct', told, PRODUCE_MS);
  if (outcome === 'one' && contradictions.length === 0) return { actId, formerly };
  if (outcome === 'one')
    throw invalidField('actId', 'contradicted', `the act says otherwise: ${contradictions.join(', ')}`);
  throw invalidField(
    'actId',
    outcome === 'several' ? 'ambiguous' : 'not-found',
    'name the act: what was told leads to no single one',
  );
}

export const rejectItem =
  (deps: Deps) =>
  async (request: RejectItemRequest, call: RpcCall): Promise<RejectItemResponse> => {
    const found = await findOrder(deps, request.reference);
    const { bureau } = itemOf(found, request.itemId);
    await worksAt(deps, call, bureau);
    const reason = rejections.find((one) => one === request.reason);
    if (reason === undefined) throw invalidField('reason', 'unknown', `one of ${rejections.join(', ')}`);
    const command = { type: 'reject', item: request.itemId, reason } as const;
    const row = await carryOut(deps, call, found._id, command, request.itemId, words(request.text));
    return answer(deps, row, bureau);
  };

export const askComplement =
  (deps: Deps) =>
  async (request: AskComplementRequest, call: RpcCall): Promise<AskComplementResponse> => {
    const found = await findOrder(deps, request.reference);
    const { bureau } = itemOf(found, request.itemId);
    await worksAt(deps, call, bureau);
    const command = { type: 'ask-complement', item: request.itemId } as const;
    const row = await carryOut(deps, call, found._id, command, request.itemId, words(request.text));
    return answer(deps, row, bureau);
  };

/** The post gives an envelope its number, the same one to the same envelope; then the order has it. */
export const handToPost =
  (deps: Deps) =>
  async ({ reference, bureauId }: HandToPostRequest, call: RpcCall): Promise<HandToPostResponse> => {
    const { post, platform, keyring } = deps;
    await worksAt(deps, call, bureauId);
    const found = await findOrder(deps, reference);
    const consignment = found.consignments.find(({ bureau }) => bureau === bureauId);
    if (found.stage !== 'paid' || consignment === undefined) throw notFound();
    if (consignment.posted !== undefined) return answer(deps, found, bureauId);
    if (post === undefined) throw new AppError('unavailable', 'no post office is configured');
    if (!found.work.includes(`${bureauId}/produced`))
      throw new AppError('command-not-allowed', 'its documents are not all made');
    const { tariff } = tariffOf(localDay(found.createdAt));
    const copies = itemsOf(found, consignment)
      .filter(({ state }) => state === 'produced')
      .reduce((all, one) => all + one.copies, 0);
    const envelope = {
      delivery: openTold(keyring, found).delivery,
      grams: tariff.gramsPerEnvelope + copies * tariff.gramsPerCopy,
    };
    const trackingNumber = await post
      .announce(`${found.reference}/${consignment.id}`, envelope)
      .catch((error: unknown) => {
        platform.logger.warn({ err: error, order: found._id }, 'the post gave no number');
        throw new AppError('unavailable', 'the post is out of reach', { cause: error });
      });
    failpoint('document-orders.after-announce');
    const command = { type: 'hand-to-post', consignment: consignment.id, trackingNumber } as const;
    return answer(deps, await carryOut(deps, call, found._id, command), bureauId);
  };
