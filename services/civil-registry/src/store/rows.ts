import type { AuditHead, WrappedKey } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import type { DeclarationState } from '../domain/declaration.ts';
import type { ActKind } from '../domain/identity.ts';
import type { Gap } from '../domain/imports/sequence.ts';

export interface LostGap extends Gap {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

type Bytes = Uint8Array | mongo.Binary;

export interface BureauRow {
  _id: string;
  kind: 'main' | 'further' | 'consulate';
  name: { ar: string; fr: string };
  territory: string;
  organisation: string;
  country: string;
  version: number;
  lastEventId: string;
}

export interface RegisterRow {
  /** `<bureau>:<kind>:<year>` */
  _id: string;
  bureauId: string;
  kind: ActKind;
  year: number;
  state: 'open' | 'closed';
  firstNumber: number;
  /** The counter: it moves in the transaction that seals the act, and nowhere else. */
  lastNumber: number;
  head: string;
  openedAt: Date;
  closedAt?: Date;
  closedBy?: string;
  signature?: Bytes;
  decision?: string;
  /** The import that is at work on it: nothing else is entered meanwhile. */
  importing?: string;
  /** Taken over from a register that was kept before. */
  imported?: true;
  /** Numbers it lacked when higher ones were entered, and those of them that came later, in the order of entry. */
  gaps?: readonly Gap[];
  filled?: readonly number[];
  /** The epoch of the database in which its counter was last known to be that of the paper; absent: the first. */
  epoch?: number;
  /** Gaps that a restore has left: the acts are on paper alone. */
  lost?: readonly LostGap[];
  version: number;
  lastEventId: string;
  auditHead: AuditHead;
}

export interface MentionRow {
  id: string;
  kind: string;
  number: number;
  hash: string;
  signature: Bytes;
  /** Everything else that the mention says. */
  sealed: Bytes;
  /** The mention that it mirrors. */
  mirrors?: string;
}

export interface ActRow {
  /** `<bureau>:<kind>:<year>:<number>` */
  _id: string;
  kind: ActKind;
  bureauId: string;
  year: number;
  number: number;
  territory: string;
  /** Account of the officer who signed. */
  officerId: string;
  registeredAt: Date;
  hash: string;
  signature: Bytes;
  key: WrappedKey;
  /** The act as it was written: content, officer, identifier. */
  sealed: Bytes;
  mentions: MentionRow[];
  /** Blind indexes of names with dates, identifiers. */
  tokens: string[];
  /** Blind index of the identifier that this act gave; absent on acts that gave none. */
  gave?: string;
  imported?: true;
  /** The import that brought it. */
  importId?: string;
  version: number;
  lastEventId: string;
  auditHead: AuditHead;
}

export interface DeclarationRow {
  _id: string;
  kind: ActKind;
  bureauId: string;
  territory: string;
  state: DeclarationState;
  key: WrappedKey;
  sealed: Bytes;
  /** Tokens under which other declarations of the same event find it. */
  claims: string[];
  /** Acts from paper registers that looked like it when it was declared. */
  likeActs: string[];
  establishment: string;
  /** Subject of who pre-declared it. */
  filedBy: string;
  twinOf: string;
  actId: string;
  createdAt: Date;
  updatedAt: Date;
  version: number;
  lastEventId: string;
  auditHead: AuditHead;
}

/** Who may be of one event: two declarations that share a token write the same row, so that neither can overlook the other. */
export interface ClaimRow {
  _id: string;
  declarations: string[];
}

const rowsOf =
  <T extends mongo.Document>(name: string) =>
  (connection: Connection): mongo.Collection<T> =>
    connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const bureauCollection = 'bureaux';
export const registerCollection = 'registers';
export const actCollection = 'acts';
export const declarationCollection = 'declarations';
export const claimCollection = 'claims';

export const bureauRows = rowsOf<BureauRow>(bureauCollection);
export const registerRows = rowsOf<RegisterRow>(registerCollection);
export const actRows = rowsOf<ActRow>(actCollection);
export const declarationRows = rowsOf<DeclarationRow>(declarationCollection);
export const claimRows = rowsOf<ClaimRow>(claimCollection);
