import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import { type ActRow, actRows, type ClaimRow, claimRows, type DeclarationRow, declarationRows } from '../store/rows.ts';

export type Compared = Pick<DeclarationRow, '_id' | 'claims' | 'likeActs'>;

/** What declarations are compared with. */
export interface Related {
  readonly claims: ReadonlyMap<string, ClaimRow>;
  readonly declarations: ReadonlyMap<string, DeclarationRow>;
  readonly acts: ReadonlyMap<string, ActRow>;
}

/** Declarations that are compared with one. */
const MOST = 50;

/** Ids of the declarations that share a claim with one, the latest of them. */
export const othersOf = ({ _id, claims }: Compared, known: Related['claims']): string[] =>
  [...new Set(claims.flatMap((claim) => known.get(claim)?.declarations ?? []))].filter((id) => id !== _id).slice(-MOST);

/** Reads what all of these are compared with, at once: a command costs more than the rows it brings. */
export async function readRelated(
  { platform }: Pick<Deps, 'platform'>,
  rows: readonly Compared[],
  { session, claims: read }: { readonly session?: ClientSession; readonly claims?: readonly ClaimRow[] } = {},
): Promise<Related> {
  const options = session === undefined ? {} : { session };
  const idsOf = (ids: readonly string[]) => ({ _id: { $in: [...new Set(ids)] } });
  const { mongo } = platform;
  const claimIds = rows.flatMap((row) => row.claims);
  const claims = byId(
    read ?? (claimIds.length === 0 ? [] : await claimRows(mongo).find(idsOf(claimIds), options).toArray()),
  );
  const others = rows.flatMap((row) => othersOf(row, claims));
  const likeActs = rows.flatMap((row) => row.likeActs);
  // One after the other: a session does one thing at a time.
  const declarations = others.length === 0 ? [] : await declarationRows(mongo).find(idsOf(others), options).toArray();
  const acts = likeActs.length === 0 ? [] : await actRows(mongo).find(idsOf(likeActs), options).toArray();
  return { claims, declarations: byId(declarations), acts: byId(acts) };
}

const byId = <T extends { readonly _id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row._id, row]));
