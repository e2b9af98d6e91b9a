import { AppError, invalidField, type RpcCall, writesOf } from '@jamaa/kit';
import {
  type ReceivePaymentRequest,
  ReceivePaymentResponse,
  type StartPaymentRequest,
  StartPaymentResponse,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { policyAt } from '../domain/policy.ts';
import { noteRefusal, receiveMoney } from '../payments/receive.ts';
import { changeOrder, committed, readOrder } from '../store/change.ts';
import { openTold } from '../store/order-row.ts';
import { paymentCollection } from '../store/payments.ts';
import { ownOrder } from './caller.ts';
import { orderMessage } from './message.ts';

const HOUR_MS = 3_600_000;
const MOST_ATTEMPTS = 20;

/** A new attempt to pay: the form that the browser posts to the bank. Its number is on record before anybody sees it. */
export const startPayment =
  (deps: Deps) =>
  async ({ reference }: StartPaymentRequest, { caller }: RpcCall): Promise<StartPaymentResponse> => {
    const { platform, keyring, bank, env, telemetry } = deps;
    if (bank === undefined) throw new AppError('unavailable', 'no bank is configured');
    const { _id } = await ownOrder(deps, reference, caller);
    const at = platform.clock.now();
    const { row, oid } = await committed(platform, async (session) => {
      const before = await readOrder(platform, session, _id);
      if (before.expiresAt !== undefined && before.expiresAt <= at)
        throw new AppError('command-not-allowed', 'the time to pay this order is over');
      if (before.attempts >= MOST_ATTEMPTS)
        throw new AppError('command-not-allowed', 'too many attempts to pay: order anew');
      const expiresAt = new Date(at.getTime() + policyAt(at).paymentHours * HOUR_MS);
      const after = changeOrder(session, before, { type: 'check-out', expiresAt }, { at, caller }).row;
      const number = `${after.reference}-${after.attempts}`;
      writesOf(session).insert(paymentCollection, [
        {
          _id: number,
          orderId: _id,
          amount: after.total,
          state: 'open',
          createdAt: at,
          checkAt: new Date(at.getTime() + env.CHECK_AFTER_MS),
          checks: 0,
        },
      ]);
      return { row: after, oid: number };
    });
    telemetry.orders.inc({ event: 'checked-out' });
    const told = openTold(keyring, row);
    const { name, email } = told.delivery;
    const attempt = { oid, amount: row.total, reference: row.reference, language: row.language, name, email };
    const { action, fields } = bank.form(attempt);
    return StartPaymentResponse.fromPartial({
      order: orderMessage(row, told),
      action,
      fields: Object.entries(fields).map(([field, value]) => ({ name: field, value })),
    });
  };

/**
 * The bank's callback. `ACTION=POSTAUTH` lets it debit the card: only for the one payment that its order keeps. What is true but unwanted is
 * noted without a debit and given back; what does not bear the seal changes nothing.
 */
export const receivePayment =
  (deps: Deps) =>
  async ({ fields }: ReceivePaymentRequest, { caller }: RpcCall): Promise<ReceivePaymentResponse> => {
    const { bank, platform, telemetry } = deps;
    if (bank === undefined) throw new AppError('unavailable', 'no bank is configured');
    if (fields.length > 100) throw invalidField('fields', 'too-many', 'at most 100');
    const told = bank.verify(new Map(fields.map(({ name, value }) => [name, value])));
    const end = (outcome: string, answer: string): ReceivePaymentResponse => {
      telemetry.callbacks.inc({ outcome });
      return ReceivePaymentResponse.fromPartial({ answer });
    };
    if (told === undefined) {
      platform.logger.warn('a callback of the bank does not bear its seal');
      return end('forged', 'FAILURE');
    }
    const { oid, approved } = told;
    if (!approved) return (await noteRefusal(deps, oid)) ? end('refused', 'APPROVED') : end('unknown', 'FAILURE');
    const received = await receiveMoney(deps, told, caller);
    if (received === 'unknown') platform.logger.error({ oid }, 'the bank holds money under a number that is not ours');
    if (received === 'kept') return end('kept', 'ACTION=POSTAUTH');
    return end(received, received === 'unwanted' ? 'APPROVED' : 'FAILURE');
  };
