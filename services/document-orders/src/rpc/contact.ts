import { AppError, type RpcCall } from '@jamaa/kit';
import { type GetOrderContactRequest, GetOrderContactResponse } from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { notFound } from '../store/change.ts';
import { openTold, orderRows } from '../store/order-row.ts';

/** Whom to tell of an order, at the moment of telling. */
export const getOrderContact =
  ({ platform, keyring }: Deps) =>
  async ({ orderId }: GetOrderContactRequest, { caller }: RpcCall): Promise<GetOrderContactResponse> => {
    if (caller.kind !== 'service' || caller.service !== 'notifications')
      throw new AppError('forbidden', 'only notifications asks');
    const row = await orderRows(platform.mongo).findOne({ _id: orderId });
    if (row === null) throw notFound();
    const { name, phone, email } = openTold(keyring, row).delivery;
    return GetOrderContactResponse.fromPartial({
      reference: row.reference,
      language: row.language,
      name,
      phone,
      email,
    });
  };
