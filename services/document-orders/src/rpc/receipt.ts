import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type { GetReceiptRequest, GetReceiptResponse } from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { languages } from '../domain/vocabulary.ts';
import { openTold } from '../store/order-row.ts';
import { ownOrder } from './caller.ts';

/** The receipt of the order's own payment, drawn anew each time: what went back of it since stands on it. */
export const getReceipt =
  (deps: Deps) =>
  async (request: GetReceiptRequest, { caller }: RpcCall): Promise<GetReceiptResponse> => {
    const row = await ownOrder(deps, request.reference, caller);
    const wanted = request.language === '' ? row.language : request.language;
    const language = languages.find((one) => one === wanted);
    if (language === undefined) throw invalidField('language', 'unknown', `one of ${languages.join(', ')}`);
    const { receipt, payment, reference } = row;
    if (receipt === undefined || payment === undefined)
      throw new AppError('command-not-allowed', 'this order has not been paid');
    const { name } = openTold(deps.keyring, row).delivery;
    const pdf = await deps.receipts.render({ language, order: row, reference, receipt, payment, name });
    return { pdf, number: receipt.number };
  };
