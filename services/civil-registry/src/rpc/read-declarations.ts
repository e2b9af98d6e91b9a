import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type {
  FindDuplicatesRequest,
  FindDuplicatesResponse,
  GetDeclarationRequest,
  GetDeclarationResponse,
  ListDeclarationsRequest,
  ListDeclarationsResponse,
} from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { worksAt } from '../domain/access.ts';
import { isDeclarationState, openDeclarationStates } from '../domain/declaration.ts';
import { findDuplicates, findLikeActs } from '../duplicates/find.ts';
import { likenessView } from '../duplicates/view.ts';
import { findDeclarations } from '../store/declaration-pages.ts';
import { openDeclaration } from '../store/declarations.ts';
import { type BureauRow, type DeclarationRow, declarationRows } from '../store/rows.ts';
import { declarationView } from './declaration-view.ts';
import { notFound } from './errors.ts';
import { bureauOf, type Standing, standingAt } from './people.ts';

interface Seen {
  readonly row: DeclarationRow;
  readonly bureau: BureauRow;
  readonly standing: Standing;
}

/** A declaration, by who may see it: staff of its bureau, and the establishment that made it known. */
async function seenBy(deps: Deps, id: string, call: RpcCall): Promise<Seen> {
  const row = await declarationRows(deps.platform.mongo).findOne({ _id: id });
  if (row === null) throw notFound();
  const bureau = await bureauOf(deps, row.bureauId);
  const standing = await standingAt(deps, bureau, call);
  const own =
    call.caller.kind === 'account' && row.filedBy === call.caller.subject && standing.actors.has('establishment');
  if (!worksAt(bureau, standing.grants) && !(own && row.state === 'pre-declared')) throw notFound();
  return { row, bureau, standing };
}

export const getDeclaration =
  (deps: Deps) =>
  async ({ id }: GetDeclarationRequest, call: RpcCall): Promise<GetDeclarationResponse> => {
    const { row, standing } = await seenBy(deps, id, call);
    return { declaration: declarationView(deps.keyring, row, standing.actors) };
  };

/** Both declarations side by side, for a person to decide. */
export const findDuplicatesOf =
  (deps: Deps) =>
  async ({ declarationId }: FindDuplicatesRequest, call: RpcCall): Promise<FindDuplicatesResponse> => {
    const { row, bureau, standing } = await seenBy(deps, declarationId, call);
    if (!worksAt(bureau, standing.grants)) throw notFound();
    const declaration = openDeclaration(deps.keyring, row);
    const likeActs = await findLikeActs(deps, declaration.content);
    const found = await findDuplicates(deps, { ...row, likeActs }, declaration);
    return {
      declaration: declarationView(deps.keyring, row, standing.actors),
      duplicates: found.map((one) => likenessView(one, declaration.content, bureau._id)),
    };
  };

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

export const listDeclarations =
  (deps: Deps) =>
  async (request: ListDeclarationsRequest, call: RpcCall): Promise<ListDeclarationsResponse> => {
    const bureau = await bureauOf(deps, request.bureauId);
    const { actors, grants } = await standingAt(deps, bureau, call);
    if (!worksAt(bureau, grants)) throw new AppError('forbidden', 'only staff of the bureau');
    const states = request.states.length === 0 ? openDeclarationStates : request.states;
    for (const state of states)
      if (!isDeclarationState(state)) throw invalidField('states', 'unknown', `no state ${state}`);
    const limit = request.limit === 0 ? DEFAULT_LIMIT : request.limit;
    if (limit > MAX_LIMIT) throw invalidField('limit', 'range', `at most ${MAX_LIMIT}`);
    if (request.cursor !== '' && !/^[0-9a-f-]{36}$/.test(request.cursor))
      throw invalidField('cursor', 'format', 'not a cursor of this list');
    const now = deps.platform.clock.system();
    const rows = await findDeclarations(deps.platform.mongo, bureau._id, states, {
      before: request.cursor,
      limit,
      now,
    });
    return {
      declarations: rows.map((row) => declarationView(deps.keyring, row, actors)),
      nextCursor: rows.length === limit ? (rows.at(-1)?._id ?? '') : '',
    };
  };
