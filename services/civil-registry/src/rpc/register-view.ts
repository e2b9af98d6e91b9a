import { bytesOf } from '@jamaa/kit';
import { Register } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { isHeld } from '../domain/held.ts';
import type { RegisterRow } from '../store/rows.ts';

/** @param epoch that of the database now */
export function registerView(row: RegisterRow, epoch: number): Register {
  const { bureauId, kind, year, state, firstNumber, lastNumber, head, openedAt, closedAt, closedBy, version } = row;
  return Register.fromPartial({
    ...{ bureauId, kind, year, state, firstNumber, lastNumber, head, openedAt, version },
    ...(closedAt === undefined ? {} : { closedAt, closedBy: closedBy ?? '' }),
    decision: row.decision ?? '',
    held: isHeld(row, epoch),
    lost: (row.lost ?? []).map((gap) => ({ ...gap })),
    signature: row.signature === undefined ? Buffer.alloc(0) : Buffer.from(bytesOf(row.signature)),
  });
}
