import { AppError, type RpcCall } from '@jamaa/kit';
import type { GetAccountContactRequest, GetAccountContactResponse } from '@jamaa/proto/directory/v1/directory';
import { openPerson } from '../store/personal.ts';
import { isService } from './authorise.ts';
import type { Deps } from './deps.ts';

/**
 * Where a message about to be sent goes: the only way by which a contact leaves, and only for notifications. civil-registry is told the
 * name of an officer, which stands on every act they sign.
 */
export const getAccountContact =
  ({ accounts, keyring }: Deps) =>
  async ({ accountId }: GetAccountContactRequest, call: RpcCall): Promise<GetAccountContactResponse> => {
    const nameOnly = isService(call.caller, 'civil-registry');
    if (!nameOnly && !isService(call.caller, 'notifications'))
      throw new AppError('forbidden', 'only notifications reads a contact');
    const row = await accounts.byId(accountId);
    if (row === null) throw new AppError('not-found', 'no account has this id');
    if (!row.active) throw new AppError('command-not-allowed', 'the account is revoked: nothing is sent to it');
    const person = openPerson(keyring, row);
    return { ...person, ...(nameOnly ? { email: '', phone: '' } : {}), language: row.language };
  };
