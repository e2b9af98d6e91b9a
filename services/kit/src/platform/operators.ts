import { AppError, invalidField } from '../errors/app-error.ts';
import type { RpcCall } from '../rpc/server.ts';

/** @throws AppError `forbidden` for everybody but the operators' tool. */
export function operatorsOnly(call: RpcCall): void {
  if (call.caller.kind !== 'service' || call.caller.service !== 'ops')
    throw new AppError('forbidden', "only the operators' tool");
}

/** The person behind the tool, for the record. @throws AppError `validation-failed` when empty. */
export function namedOperator(operator: string): string {
  if (operator.trim() === '') throw invalidField('operator', 'required', 'say who does this');
  return operator.trim();
}
