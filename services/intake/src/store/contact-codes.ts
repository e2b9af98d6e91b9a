import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import {
  type CodeState,
  type ContactHistory,
  codePolicyAt,
  noHistory,
  type Purpose,
  recent,
  type Way,
} from '../domain/one-time-code.ts';
import { electronicChannels } from '../domain/vocabulary.ts';
import type { ComplaintRow } from './complaint-row.ts';

interface CodeRow extends CodeState {
  readonly _id: string;
  /** System time; the database drops the row after it. */
  readonly goneAt: Date;
}

interface HistoryRow extends ContactHistory {
  /** Blind index of the number or address. */
  readonly _id: string;
  readonly goneAt: Date;
}

/** Which code: of which case (or stand-in for one), by which way, for what. */
export interface CodeKey {
  readonly caseId: string;
  readonly way: Way;
  readonly purpose: Purpose;
}

const codes = 'contact_codes';
const histories = 'contact_histories';
/** Longer than any limit looks back. */
const KEPT_MS = 2 * 86_400_000;

const rowsOf = <T extends mongo.Document>(connection: Connection, name: string): mongo.Collection<T> =>
  connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const codeId = ({ caseId, way, purpose }: CodeKey): string => `${caseId}/${way}/${purpose}`;

export const readCode = async (
  connection: Connection,
  key: CodeKey,
  session?: ClientSession,
): Promise<CodeState | undefined> =>
  (await rowsOf<CodeRow>(connection, codes).findOne({ _id: codeId(key) }, session === undefined ? {} : { session })) ??
  undefined;

export async function readHistory(
  connection: Connection,
  contact: string,
  now: Date,
  session: ClientSession,
): Promise<ContactHistory> {
  const row = await rowsOf<HistoryRow>(connection, histories).findOne({ _id: contact }, { session });
  return recent(row ?? noHistory, now);
}

export function writeCode(session: ClientSession, key: CodeKey, code: CodeState, system: number): void {
  const { nonce, sentAt, expiresAt, wrong, spent } = code;
  const row = { nonce, sentAt, expiresAt, wrong, spent, goneAt: new Date(system + KEPT_MS) };
  writesOf(session).update(codes, codeId(key), { $set: row }, true);
}

export function writeHistory(session: ClientSession, contact: string, history: ContactHistory, system: number): void {
  const row = { ...history, goneAt: new Date(system + KEPT_MS) };
  writesOf(session).update(histories, contact, { $set: row }, true);
}

/**
 * The code that goes with the receipt of an electronic deposit. Nothing is stored for it until somebody tries it: the hash of the
 * tracking code is as random and as secret as any nonce, and filing must cost no more than it does.
 */
export function firstCode(row: ComplaintRow, purpose: Purpose): CodeState | undefined {
  const sentAt = row.acknowledgedAt;
  if (purpose !== 'confirmation' || sentAt === undefined || !electronicChannels.includes(row.channel)) return undefined;
  const expiresAt = new Date(sentAt.getTime() + codePolicyAt(sentAt).lifeMs);
  return { nonce: row.trackingHash, sentAt, expiresAt, wrong: 0, spent: false };
}
