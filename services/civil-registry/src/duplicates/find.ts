import { AppError } from '@jamaa/kit';
import { DUPLICATE_THRESHOLD, duplicateScore, queryKeys } from '@jamaa/person-names';
import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import type { Content } from '../domain/content-check.ts';
import type { Declaration } from '../domain/declaration.ts';
import { identityOf, personOf } from '../domain/identities.ts';
import { BLIND_TOKEN } from '../registering/plan.ts';
import { openDeclaration } from '../store/declarations.ts';
import { actRows, claimRows, type DeclarationRow, declarationRows } from '../store/rows.ts';
import { openAct } from '../store/sealed-act.ts';

export interface Candidate {
  readonly otherId: string;
  readonly otherType: 'declaration' | 'act';
  readonly score: number;
  readonly content: Content;
  readonly bureauId: string;
  readonly state: string;
  readonly distinguished: boolean;
}

const MOST = 50;
const ended: readonly string[] = ['rejected', 'withdrawn'];

/**
 * Declarations and acts that may tell of the same event as this one, the likeliest first. With a session it reads what the transaction
 * sees: together with the claims that every declaration writes, two that come at once cannot both overlook the other.
 */
export async function findDuplicates(
  deps: Pick<Deps, 'platform' | 'keyring'>,
  row: Pick<DeclarationRow, '_id' | 'claims' | 'likeActs'>,
  declaration: Pick<Declaration, 'content' | 'distinctions'>,
  session?: ClientSession,
): Promise<Candidate[]> {
  const told = new Set(declaration.distinctions.map(({ otherId }) => otherId));
  const others = [
    ...(await declarationsLike(deps, row, declaration.content, told, session)),
    ...(await actsLike(deps, row, declaration.content, told, session)),
  ];
  const seen = new Set<string>();
  const once = others.filter(({ otherId }) => !seen.has(otherId) && seen.add(otherId));
  return once.filter(({ score }) => score >= DUPLICATE_THRESHOLD).sort((a, b) => b.score - a.score);
}

/** @throws AppError `command-not-allowed` while somebody has still to decide about a likely duplicate */
export async function refuseOpenDuplicates(
  deps: Pick<Deps, 'platform' | 'keyring' | 'telemetry'>,
  row: DeclarationRow,
  declaration: Declaration,
): Promise<void> {
  const open = (await findDuplicates(deps, row, declaration)).filter(({ distinguished }) => !distinguished);
  if (open.length === 0) return;
  deps.telemetry.duplicates.inc({ at: 'registration' });
  const ids = open.map(({ otherId }) => otherId).join(', ');
  throw new AppError('command-not-allowed', `possibly declared already, decide first: ${ids}`, {
    fields: [{ path: 'duplicates', code: 'undecided', message: ids }],
  });
}

async function declarationsLike(
  { platform, keyring }: Pick<Deps, 'platform' | 'keyring'>,
  row: Pick<DeclarationRow, '_id' | 'claims'>,
  content: Content,
  told: ReadonlySet<string>,
  session: ClientSession | undefined,
): Promise<Candidate[]> {
  const options = session === undefined ? {} : { session };
  const claims = await claimRows(platform.mongo)
    .find({ _id: { $in: row.claims } }, options)
    .toArray();
  const ids = [...new Set(claims.flatMap(({ declarations }) => declarations))]
    .filter((id) => id !== row._id)
    .slice(-MOST);
  if (ids.length === 0) return [];
  const rows = await declarationRows(platform.mongo)
    .find({ _id: { $in: ids } }, options)
    .toArray();
  return rows
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

async function actsLike(
  { platform, keyring }: Pick<Deps, 'platform' | 'keyring'>,
  { likeActs }: Pick<DeclarationRow, 'likeActs'>,
  content: Content,
  told: ReadonlySet<string>,
  session: ClientSession | undefined,
): Promise<Candidate[]> {
  if (likeActs.length === 0) return [];
  const options = session === undefined ? {} : { session };
  const rows = await actRows(platform.mongo)
    .find({ _id: { $in: likeActs } }, options)
    .toArray();
  return rows.map((row) => {
    const theirs = openAct(keyring, row).content ?? content;
    const score = scoreOf(content, theirs);
    const known = told.has(row._id);
    const place = { bureauId: row.bureauId, state: 'registered', distinguished: known };
    return { otherId: row._id, otherType: 'act' as const, score, content: theirs, ...place };
  });
}

/**
 * Acts taken over from paper registers that look like what is declared: no declaration led to them here, so no claim does. Looked for
 * when something is declared, outside of its transaction; those that were found are looked at again when it is registered.
 */
export async function findLikeActs(
  { platform, keyring }: Pick<Deps, 'platform' | 'keyring'>,
  content: Content,
): Promise<string[]> {
  const tokens = queryKeys(identityOf(content)).map((text) => keyring.blindIndex(BLIND_TOKEN, text));
  const parts = await Promise.all(
    tokens.map((token) => actRows(platform.mongo).find({ tokens: token }).limit(MOST).toArray()),
  );
  const rows = new Map(parts.flat().map((row) => [row._id, row]));
  return [...rows.values()]
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
