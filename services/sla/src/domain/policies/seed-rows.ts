import { orderClocks } from '../clock.ts';
import type { AddedPolicy, PolicyKind } from './added.ts';
import { policyId } from './added.ts';
import type { Dated } from './dated.ts';
import type { ClockPolicy, Policies } from './policies.ts';

/** The rows that the platform begins with, in the shape of those that administrators add. */
export function seedRows(base: Policies): AddedPolicy[] {
  const plain = (kind: PolicyKind, rows: readonly Dated<ClockPolicy>[]): AddedPolicy[] =>
    rows.map(({ validFrom, source, value }) => rowOf(kind, '', validFrom, source, value));
  const targets = base.internal.flatMap(({ validFrom, source, value }) =>
    Object.entries(value.targets).map(([category, delay]) =>
      rowOf('internal', category, validFrom, source, { ...value, delay }),
    ),
  );
  return [
    ...plain('legal', base.legal),
    ...plain('acknowledgement', base.acknowledgement),
    ...plain('dashboard', base.dashboard),
    ...targets,
    ...orderClocks.flatMap((kind) => plain(kind, base[kind])),
  ];
}

function rowOf(kind: PolicyKind, category: string, validFrom: string, source: string, value: ClockPolicy): AddedPolicy {
  const { delay, daysBefore, shares, ladder } = value;
  const row = { kind, organisation: '', category, delay, daysBefore, shares, ladder, validFrom, source };
  return { ...row, id: policyId(row) };
}
