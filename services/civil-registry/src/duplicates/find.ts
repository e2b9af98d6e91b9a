import { AppError, type Keyring } from '@jamaa/kit';
import { DUPLICATE_THRESHOLD, duplicateScore, queryKeys } from '@jamaa/person-names';
import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import type { Content } from '../domain/content-check.ts';
import type { Declaration } from '../domain/declaration.ts';
import { identityOf, personOf } from '../domain/identities.ts';
import { BLIND_TOKEN } from '../registering/plan.ts';
import { actsByTokens } from '../store/acts-by-tokens.ts';
import { openDeclaration } from '../store/declarations.ts';
import type { ClaimRow, DeclarationRow } from '../store/rows.ts';
import { openAct } from '../store/sealed-act.ts';
import { type Compared, othersOf, type Related, readRelated } from './related.ts';

export interface Candidate {
  readonly otherId: string;
  readonly otherType: 'declaration' | 'act';
  readonly score: number;
  readonly content: Content;
  readonly bureauId: string;
  readonly state: string;
  readonly distinguished: boolean;
}

/** Acts looked at under one token. */
const MOST = 50;
const ended: readonly string[] = ['rejected', 'withdrawn'];

/**
 * Declarations and acts that may tell of the same event as this one, the likeliest first. With a session it reads what the transaction
 * sees: together with the claims that every declaration writes, two that come at once cannot both overlook the other.
 * @param claims of the declaration, where they have been read in this transaction
 */
export async function findDuplicates(
  deps: Pick<Deps, 'platform' | 'keyring'>,
  row: Compared,
  declaration: Pick<Declaration, 'content' | 'distinctions'>,
  read: { readonly session?: ClientSession; readonly claims?: readonly ClaimRow[] } = {},
): Promise<Candidate[]> {
  return likeliest(deps.keyring, row, declaration, await readRelated(deps, [row], read));
}

/** @throws AppError `command-not-allowed` while somebody has still to decide about a likely duplicate */
export function refuseOpenDuplicates(
  { keyring, telemetry }: Pick<Deps, 'keyring' | 'telemetry'>,
  row: DeclarationRow,
  declaration: Declaration,
  related: Related,
): void {
  const open = likeliest(keyring, row, declaration, related).filter(({ distinguished }) => !distinguished);
  if (open.length === 0) return;
  telemetry.duplicates.inc({ at: 'registration' });
  const ids = open.map(({ otherId }) => otherId).join(', ');
  throw new AppError('command-not-allowed', `possibly declared already, decide first: ${ids}`, {
    fields: [{ path: 'duplicates', code: 'undecided', message: ids }],
  });
}

function likeliest(
  keyring: Keyring,
  row: Compared,
  { content, distinctions }: Pick<Declaration, 'content' | 'distinctions'>,
  related: Related,
): Candidate[] {
  const told = new Set(distinctions.map(({ otherId }) => otherId));
  const others = [
    ...declarationsLike(keyring, row, content, told, related),
    ...actsLike(keyring, row, content, told, related),
  ];
  const seen = new Set<string>();
  const once = others.filter(({ otherId }) => !seen.has(otherId) && seen.add(otherId));
  return once.filter(({ score }) => score >= DUPLICATE_THRESHOLD).sort((a, b) => b.score - a.score);
}

function declarationsLike(
  keyring: Keyring,
  row: Compared,
  content: Content,
  told: ReadonlySet<string>,
  { claims, declarations }: Related,
): Candidate[] {
  return othersOf(row, claims)
    .flatMap((id) => declarations.get(id) ?? [])
    .filter(({ state }) => !ended.includes(state))
    .map((other) => {
      const { content: theirs } = openDeclaration(keyring, other);
      const otherId = other.actId === '' ? other._id : other.actId;
      return {
        otherId,
        otherType: other.actId === '' ? ('declaration' as const) : ('act' as const),
        score: scoreOf(content, theirs),
        content: theirs,
        bureauId: other.bureauId,
        state: other.state,
        distinguished: told.has(other._id) || told.has(otherId),
      };
    });
}

const actsLike = (
  keyring: Keyring,
  { likeActs }: Compared,
  content: Content,
  told: ReadonlySet<string>,
  { acts }: Related,
): Candidate[] =>
  likeActs
    .flatMap((id) => acts.get(id) ?? [])
    .map((row) => {
      const theirs = openAct(keyring, row).content ?? content;
      const score = scoreOf(content, theirs);
      const place = { bureauId: row.bureauId, state: 'registered', distinguished: told.has(row._id) };
      return { otherId: row._id, otherType: 'act' as const, score, content: theirs, ...place };
    });

/**
 * Acts taken over from paper registers that look like what is declared: no declaration led to them here, so no claim does. Looked for
 * when something is declared, outside of its transaction; those that were found are looked at again when it is registered.
 */
export async function findLikeActs(
  { platform, keyring }: Pick<Deps, 'platform' | 'keyring'>,
  content: Content,
): Promise<string[]> {
  const tokens = queryKeys(identityOf(content)).map((text) => keyring.blindIndex(BLIND_TOKEN, text));
  const { rows } = await actsByTokens(platform.mongo, tokens, MOST);
  return rows
    .filter(({ kind, imported }) => kind === content.$case && imported === true)
    .filter((row) => {
      const theirs = openAct(keyring, row).content;
      return theirs !== undefined && scoreOf(content, theirs) >= DUPLICATE_THRESHOLD;
    })
    .map(({ _id }) => _id);
}

/** The same number of a person who died is the same person. Twins have different first names, which the score knows. */
function scoreOf(ours: Content, theirs: Content): number {
  const [a, b] = [personOf({ content: ours }), personOf({ content: theirs })];
  const number = (one: typeof a): string => one?.idcs || one?.nationalId || one?.birthActId || '';
  if (ours.$case === 'death' && number(a) !== '' && number(a) === number(b)) return 1;
  return duplicateScore(identityOf(ours), identityOf(theirs));
}
