import { bytesOf } from '@jamaa/kit';
import { Register } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { RegisterRow } from '../store/rows.ts';

export function registerView(row: RegisterRow): Register {
  const { bureauId, kind, year, state, firstNumber, lastNumber, head, openedAt, closedAt, closedBy, version } = row;
  return Register.fromPartial({
    ...{ bureauId, kind, year, state, firstNumber, lastNumber, head, openedAt, version },
    ...(closedAt === undefined ? {} : { closedAt, closedBy: closedBy ?? '' }),
    decision: row.decision ?? '',
    signature: row.signature === undefined ? Buffer.alloc(0) : Buffer.from(bytesOf(row.signature)),
  });
}
