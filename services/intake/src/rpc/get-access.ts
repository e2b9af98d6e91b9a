import { AppError, type Caller, type RpcCall } from '@jamaa/kit';
import type { GetAccessRequest, GetAccessResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { findByReference } from './get.ts';
import { standing } from './people.ts';

/**
 * Whether an account, or whoever holds a tracking code, may see a case: for attachments alone, which has verified who calls it and
 * owns the files of the case. @throws the same `not-found` for every reason
 */
export const getAccess =
  (intake: Intake) =>
  async ({ reference, trackingCode, subject }: GetAccessRequest, call: RpcCall): Promise<GetAccessResponse> => {
    if (call.caller.kind !== 'service' || call.caller.service !== 'attachments') {
      throw new AppError('forbidden', 'only attachments asks who may see a case');
    }
    const row = await findByReference(intake, reference);
    const person: Caller =
      subject === ''
        ? { kind: 'anonymous', client: 'attachments' }
        : { kind: 'account', subject, client: 'attachments', acr: 'simple' };
    standing(intake.keyring, row, person, await intake.grantsOf(person), trackingCode);
    return { complaintId: row._id, reference: row.reference };
  };
