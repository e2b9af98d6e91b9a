import {
  AppError,
  inTransaction,
  invalidField,
  isDuplicateKey,
  onceOnly,
  type RpcCall,
  sealedAnswers,
  withinScope,
} from '@jamaa/kit';
import {
  AddBureauRequest,
  AddBureauResponse,
  Bureau,
  type GetBureauRequest,
  type GetBureauResponse,
  type ListBureauxRequest,
  type ListBureauxResponse,
} from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { mongo } from 'mongoose';
import type { Deps } from '../deps.ts';
import { isAdministrator } from '../domain/access.ts';
import { bureauIdOf } from '../domain/identity.ts';
import { findBureau, insertBureau, type NewBureau } from '../store/bureaux.ts';
import { type BureauRow, bureauRows } from '../store/rows.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

const view = ({ _id, name, ...rest }: BureauRow): Bureau =>
  Bureau.fromPartial({ id: _id, name: { ...name, zgh: '' }, ...rest });

export const getBureau =
  ({ platform }: Deps) =>
  async ({ id }: GetBureauRequest): Promise<GetBureauResponse> => {
    const row = await findBureau(platform.mongo, id);
    if (row === undefined) throw new AppError('not-found', 'no such bureau');
    return { bureau: view(row) };
  };

/** Bureaux in the order of their ids. They are some thousands, and public. */
export const listBureaux =
  ({ platform }: Deps) =>
  async ({ territory, kind, cursor, limit }: ListBureauxRequest): Promise<ListBureauxResponse> => {
    if (limit > MAX_LIMIT) throw invalidField('limit', 'range', `at most ${MAX_LIMIT}`);
    const most = limit === 0 ? DEFAULT_LIMIT : limit;
    const range: mongo.Filter<BureauRow> = { _id: { $gt: cursor } };
    const rows = await bureauRows(platform.mongo).find(range).sort({ _id: 1 }).toArray();
    const fitting = rows.filter(
      (row) => (territory === '' || withinScope(row.territory, territory)) && (kind === '' || row.kind === kind),
    );
    const bureaux = fitting.slice(0, most);
    return { bureaux: bureaux.map(view), nextCursor: fitting.length > most ? (bureaux.at(-1)?._id ?? '') : '' };
  };

/** A further bureau of a commune or arrondissement, or a consulate: by an administrator of the territory. */
export const addBureau =
  (deps: Deps) =>
  async (request: AddBureauRequest, call: RpcCall): Promise<AddBureauResponse> => {
    const { platform, keyring } = deps;
    const grants = await deps.grantsOf(call.caller);
    const territory = request.consulate === '' ? request.territory : '00';
    if (!isAdministrator(territory === '' ? '00' : territory, grants))
      throw new AppError('forbidden', 'only an administrator of the territory adds a bureau');
    const name = { ar: request.name?.ar.trim() ?? '', fr: request.name?.fr.trim() ?? '' };
    for (const [language, text] of Object.entries(name))
      if (text === '' || text.length > 200) throw invalidField(`name.${language}`, 'required', '1 to 200 letters');
    const wanted = request.consulate === '' ? await further(deps, request) : consulate(request);
    if ((await deps.directory.organisation(wanted.organisation)) === undefined)
      throw invalidField('organisation', 'unknown', 'no body of the directory');
    const body = AddBureauRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller: call.caller, method: 'civil-add-bureau', key: request.idempotencyKey, body };
    const answers = sealedAnswers(keyring, AddBureauResponse);
    const answer = await onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      answers,
      async (remember) => {
        const at = platform.clock.now();
        try {
          return await inTransaction(platform.mongo, async (session) => {
            const done = { bureau: view(insertBureau(session, { ...wanted, name }, at)) };
            remember(session, done, wanted._id);
            return done;
          });
        } catch (error) {
          if (isDuplicateKey(error))
            throw new AppError('already-exists', `bureau ${wanted._id} exists`, { cause: error });
          throw error;
        }
      },
    );
    platform.relay.poke();
    return answer;
  };

type Wanted = Omit<NewBureau, 'name'>;

function consulate({ consulate: city, country, organisation }: AddBureauRequest): Wanted {
  if (!/^[a-z]+(-[a-z]+)*$/.test(city) || city.length > 40)
    throw invalidField('consulate', 'format', 'small letters and hyphens');
  if (!/^[A-Z]{2}$/.test(country) || country === 'MA')
    throw invalidField('country', 'format', 'two letters of another country, as FR');
  const _id = `consulate:${city}`;
  return { _id, kind: 'consulate', territory: '00', organisation: organisation || _id, country };
}

async function further(deps: Deps, { territory, organisation }: AddBureauRequest): Promise<Wanted> {
  const place = deps.territory.index()?.get(territory);
  if (place?.kind !== 'commune' && place?.kind !== 'arrondissement')
    throw invalidField('territory', 'unknown', 'no commune or arrondissement');
  const there = await bureauRows(deps.platform.mongo).find({ territory }).toArray();
  const last = Math.max(...there.map(({ _id }) => Number(_id.slice(_id.lastIndexOf('-') + 1))), 1);
  const body = organisation === '' ? `${place.kind}:${territory}` : organisation;
  return { _id: bureauIdOf(territory, last + 1), kind: 'further', territory, organisation: body, country: '' };
}
