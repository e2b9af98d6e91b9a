import { isDeepStrictEqual } from 'node:util';
import { type Grant, journalRows, type Keyring, verifyChain } from '@jamaa/kit';
import { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { ListRequest } from '@jamaa/proto/intake/v1/intake';
import type { Connection } from 'mongoose';
import type { Intake } from '../context.ts';
import { encodeCursor } from '../rpc/cursor.ts';
import { list } from '../rpc/list.ts';
import { openComplainant } from '../rpc/people.ts';
import { toComplaint } from '../store/change.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintRows } from '../store/complaints.ts';
import { snapshotOf } from '../store/snapshot.ts';
import { foldJournal } from './fold-journal.ts';

export interface Sample {
  readonly connection: Connection;
  readonly keyring: Keyring;
  readonly ids: readonly string[];
  /** The present day of the seed. */
  readonly until: Date;
}

export interface Checked {
  readonly cases: number;
  readonly events: number;
  readonly foundByPhone: number;
}

/**
 * Looks at a sample the way the platform will: audit chains verify, journals have no gap and fold into the stored state, each
 * case is found in the list of its place (a confidential one is not) and by its complainant's telephone.
 * @throws Error naming the first case that is not as it should be
 */
export async function checkSample(sample: Sample): Promise<Checked> {
  const { connection, ids } = sample;
  const checked = { cases: 0, events: 0, foundByPhone: 0 };
  for (const id of ids) {
    const row = await complaintRows(connection).findOne({ _id: id });
    if (row === null) throw new Error(`${id}: not stored`);
    const wrong = (what: string): never => {
      throw new Error(`${row.reference} (${id}): ${what}`);
    };
    const broken = await verifyChain(connection, id, row.auditHead);
    if (broken !== undefined) wrong(`audit entry ${broken} does not fit`);
    checked.events += await checkJournal(connection, row, wrong);
    const listed = await inListOfPlace(sample, row);
    if (listed === row.confidential)
      wrong(listed ? 'a confidential case is listed by place' : 'not in the list of its place');
    if (await foundByPhone(sample, row, wrong)) checked.foundByPhone += 1;
    checked.cases += 1;
  }
  return checked;
}

async function checkJournal(
  connection: Connection,
  row: ComplaintRow,
  wrong: (what: string) => never,
): Promise<number> {
  const rows = await journalRows(connection).find({ aggregateId: row._id }).sort({ version: 1 }).toArray();
  if (rows.some((one) => one.pending !== undefined || one.batch === undefined))
    wrong('an event is not marked as published');
  if (rows.some((one, index) => one._id <= (rows[index - 1]?._id ?? ''))) wrong('event ids do not grow');
  const same = (a: ComplaintSnapshot, b: ComplaintSnapshot): boolean =>
    isDeepStrictEqual(ComplaintSnapshot.encode(a).finish(), ComplaintSnapshot.encode(b).finish());
  const folded = foldJournal(rows, (complaint, told) => {
    if (!same(snapshotOf(complaint, told.version), told))
      wrong(`version ${told.version} tells another case than the events before it`);
  });
  if (rows.length !== row.version) wrong(`${rows.length} events, version ${row.version}`);
  if (rows.at(-1)?._id !== row.lastEventId) wrong('the last event is another one');
  if (!same(snapshotOf(folded, rows.length), snapshotOf(toComplaint(row), row.version)))
    wrong('the journal tells another state');
  if (folded.score !== row.score || folded.mergedInto !== row.mergedInto)
    wrong('score or merge differ from the journal');
  return rows.length;
}

/** The list method itself, asked by somebody with the given grants. */
async function listed(sample: Sample, grant: Grant, request: Parameters<typeof ListRequest.fromPartial>[0]) {
  const intake = {
    platform: { mongo: sample.connection, clock: { now: () => sample.until } },
    keyring: sample.keyring,
    directory: { organisation: async () => undefined },
    grantsOf: async () => [grant],
  } as unknown as Intake;
  const caller = { kind: 'account', subject: 'seed-check', client: 'seed', acr: 'strong' } as const;
  const page = await list(intake)(ListRequest.fromPartial(request), { caller, signal: AbortSignal.timeout(10_000) });
  return page.complaints.map((one) => one.snapshot?.id);
}

const seeing = (scope: string): Grant => ({ role: 'supervisor', organisation: 'dgct', unit: '', scope });

async function inListOfPlace(sample: Sample, row: ComplaintRow): Promise<boolean> {
  // From just above the case on: a page of its commune must begin with it, but for others of the same instant.
  const cursor = encodeCursor({ value: new Date(row.receivedAt.getTime() + 1), id: row._id });
  const ids = await listed(sample, seeing(row.communeCode), { territory: row.communeCode, cursor, limit: 20 });
  return ids.includes(row._id);
}

async function foundByPhone(sample: Sample, row: ComplaintRow, wrong: (what: string) => never): Promise<boolean> {
  const phone = openComplainant(sample.keyring, row)?.phone ?? '';
  if (phone === '' || row.confidential) return false;
  const cursor = encodeCursor({ value: new Date(row.receivedAt.getTime() + 1), id: row._id });
  const ids = await listed(sample, seeing('00'), { search: phone, cursor, limit: 20 });
  return ids.includes(row._id) || wrong('not found by its telephone');
}
