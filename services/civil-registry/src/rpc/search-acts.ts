import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import { type Identity, likeness, type NameInScripts, queryKeys, scriptOf } from '@jamaa/person-names';
import {
  FoundAct,
  type SearchActsRequest,
  type SearchActsResponse,
} from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { isStaff, worksAt } from '../domain/access.ts';
import { actAsOf, isAnnulled } from '../domain/act-as-of.ts';
import { isPartialDay } from '../domain/days.ts';
import { identityOf, numberText, personOf } from '../domain/identities.ts';
import { actId, actKinds, isActKind } from '../domain/identity.ts';
import { BLIND_TOKEN } from '../registering/plan.ts';
import { type ActsRead, actsByTokens } from '../store/acts-by-tokens.ts';
import { findBureaux } from '../store/bureaux.ts';
import { type ActRow, actRows } from '../store/rows.ts';
import { openAct } from '../store/sealed-act.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 50;
/** Rows read for one token: whoever's names are so common must say more of the person. */
const MOST_PER_TOKEN = 150;
const LAST_DAY = '9999-12-31';

/** Acts by an exact number, of all bureaux; by names, of the bureaux where the caller works. */
export const searchActs =
  (deps: Deps) =>
  async (request: SearchActsRequest, call: RpcCall): Promise<SearchActsResponse> => {
    const grants = await deps.grantsOf(call.caller);
    if (!isStaff(grants)) throw new AppError('forbidden', 'only staff of civil status');
    if (request.limit > MAX_LIMIT) throw invalidField('limit', 'range', `at most ${MAX_LIMIT}`);
    if (request.kind !== '' && !isActKind(request.kind)) throw invalidField('kind', 'unknown', 'birth or death');
    const limit = request.limit === 0 ? DEFAULT_LIMIT : request.limit;
    const exact = await byNumber(deps, request);
    const { rows, truncated } = exact ?? (await byNames(deps, request));
    const identity = identityAsked(request);
    const fitting = rows.filter((row) => request.kind === '' || row.kind === request.kind);
    const seen = exact === undefined ? await ofBureaux(deps, fitting, grants) : fitting;
    const found = seen
      .map((row) => view(deps, row, exact === undefined ? identity : undefined))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    return { acts: found.slice(0, limit), truncated: truncated || found.length > limit };
  };

async function byNumber(deps: Deps, request: SearchActsRequest): Promise<ActsRead | undefined> {
  const { bureauId, year, number, idcs, nationalId, kind } = request;
  if (number !== 0) {
    if (bureauId === '' || year === 0) throw invalidField('bureauId', 'required', 'a number is of a bureau and a year');
    const kinds = isActKind(kind) ? [kind] : actKinds;
    const ids = kinds.map((one) => actId({ bureauId, kind: one, year }, number));
    return {
      rows: await actRows(deps.platform.mongo)
        .find({ _id: { $in: ids } })
        .toArray(),
      truncated: false,
    };
  }
  const text = numberText('idcs', idcs) || numberText('cin', nationalId);
  return text === '' ? undefined : byTokens(deps, [text]);
}

async function byNames(deps: Deps, request: SearchActsRequest): Promise<ActsRead> {
  const { birthDate } = request;
  if (birthDate !== '' && !isPartialDay(birthDate))
    throw invalidField('birthDate', 'impossible', 'is no day of the calendar');
  const texts = queryKeys(identityAsked(request));
  if (texts.length === 0)
    throw invalidField('familyName', 'too-little', 'say two of first names, family name and day of birth, or a number');
  return byTokens(deps, texts);
}

const byTokens = ({ platform, keyring }: Deps, texts: readonly string[]): Promise<ActsRead> =>
  actsByTokens(
    platform.mongo,
    texts.map((text) => keyring.blindIndex(BLIND_TOKEN, text)),
    MOST_PER_TOKEN,
  );

const inScript = (text: string): NameInScripts => ({ [scriptOf(text) ?? 'latin']: text });

function identityAsked({ firstNames, familyName, birthDate, birthYear }: SearchActsRequest): Identity {
  const date = birthDate || (birthYear === 0 ? '' : String(birthYear));
  return {
    ...(firstNames === '' ? {} : { firstNames: inScript(firstNames) }),
    ...(familyName === '' ? {} : { familyName: inScript(familyName) }),
    ...(date === '' ? {} : { birthDate: date }),
  };
}

async function ofBureaux(
  { platform }: Deps,
  rows: readonly ActRow[],
  grants: Parameters<typeof worksAt>[1],
): Promise<ActRow[]> {
  const bureaux = await findBureaux(
    platform.mongo,
    rows.map(({ bureauId }) => bureauId),
  );
  return rows.filter(({ bureauId }) => {
    const bureau = bureaux.get(bureauId);
    return bureau !== undefined && worksAt(bureau, grants);
  });
}

function view({ keyring }: Deps, row: ActRow, asked: Identity | undefined): FoundAct {
  const written = openAct(keyring, row);
  const act = actAsOf(written, LAST_DAY);
  const person = personOf(act);
  const { kind, bureauId, year, number } = row;
  const annulled = isAnnulled(written, LAST_DAY);
  // Somebody is found by the name they were born with as by the one they bear now.
  const names = [act.content, written.content].flatMap((content) =>
    content === undefined ? [] : [identityOf(content)],
  );
  const score = asked === undefined ? 1 : Math.max(...names.map((one) => likeness(asked, one)));
  const told = { id: row._id, kind, bureauId, year, number, score, annulled };
  const { firstNames, familyName, birthDate = '', sex = '' } = person ?? {};
  return { ...FoundAct.fromPartial(told), firstNames, familyName, birthDate, sex };
}
