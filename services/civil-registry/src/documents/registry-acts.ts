import { type NameInScripts, queryKeys, scriptOf } from '@jamaa/person-names';
import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { MatchActRequest } from '@jamaa/proto/civil_registry/v1/documents';
import type { Deps } from '../deps.ts';
import { actAsOf } from '../domain/act-as-of.ts';
import { actId, isActKind } from '../domain/identity.ts';
import { BLIND_TOKEN } from '../registering/plan.ts';
import { readRegister } from '../rpc/registers.ts';
import { auditLook } from '../store/acts.ts';
import { actsByTokens } from '../store/acts-by-tokens.ts';
import { findBureau } from '../store/bureaux.ts';
import { actRows, type BureauRow } from '../store/rows.ts';
import { openAct } from '../store/sealed-act.ts';
import { withPlaceNames } from './place-names.ts';
import type { ActSource, BureauFacts } from './sources.ts';
import type { Both } from './words/dates.ts';

/** Names so common that more of the person must be said. */
const MOST_CANDIDATES = 50;

/** The registers of this service as documents ask for them. */
export function registryActs(deps: Deps): ActSource {
  const { mongo } = deps.platform;
  const read = readRegister(deps);
  return {
    async find(id) {
      const row = await actRows(mongo).findOne({ _id: id });
      const bureau = row === null ? undefined : await findBureau(mongo, row.bureauId);
      if (row === null || bureau === undefined) return undefined;
      return { act: openAct(deps.keyring, row), bureau: bureauFacts(deps, bureau) };
    },
    async changedSince(id, version) {
      const row = await actRows(mongo).findOne({ _id: id });
      if (row === null || row.version <= version) return undefined;
      // The first version is the act itself; each mention makes the next.
      return (
        openAct(deps.keyring, row).mentions.find(({ number }) => number >= version)?.recordedAt ?? row.registeredAt
      );
    },
    async audit(session, id, { at, actor, documentId, kind }) {
      const row = await actRows(mongo).findOne({ _id: id }, { session });
      if (row !== null) auditLook(session, row, { at, actor, as: `${kind}/${documentId}` });
    },
    async register({ bureauId, kind, year, volume, size }, call) {
      const head = await read({ bureauId, kind, year, after: 0, limit: 1 }, call);
      const first = head.register?.firstNumber ?? 1;
      const after = first - 1 + (volume - 1) * size;
      const { register, acts } = await read({ bureauId, kind, year, after, limit: size }, call);
      const bureau = await findBureau(mongo, bureauId);
      if (register === undefined || bureau === undefined) throw new Error('a register without bureau');
      return { register, acts, bureau: bureauFacts(deps, bureau) };
    },
    candidates: (request) => candidates(deps, request),
    asOf: (act, day) => withPlaceNames(actAsOf(act, day), (code) => deps.territory.index()?.get(code)?.name),
  };
}

async function candidates(
  { platform, keyring }: Pick<Deps, 'platform' | 'keyring'>,
  request: MatchActRequest,
): Promise<Act[]> {
  const { kind, bureauId, year, number, firstNames, familyName, birthDate } = request;
  const rows = actRows(platform.mongo);
  if (number !== 0) {
    const row = isActKind(kind) ? await rows.findOne({ _id: actId({ bureauId, kind, year }, number) }) : null;
    return row === null ? [] : [openAct(keyring, row)];
  }
  const named = (text: string): NameInScripts => ({ [scriptOf(text) ?? 'latin']: text });
  const texts = queryKeys({ firstNames: named(firstNames), familyName: named(familyName), birthDate });
  const tokens = texts.map((text) => keyring.blindIndex(BLIND_TOKEN, text));
  const { rows: found } = await actsByTokens(platform.mongo, tokens, MOST_CANDIDATES);
  return found.filter((row) => row.bureauId === bureauId && row.kind === kind).map((row) => openAct(keyring, row));
}

const KINDS: Readonly<Record<string, Both>> = {
  prefecture: { ar: 'عمالة', fr: 'Préfecture' },
  province: { ar: 'إقليم', fr: 'Province' },
  commune: { ar: 'جماعة', fr: 'Commune' },
  arrondissement: { ar: 'مقاطعة', fr: 'Arrondissement' },
};

function bureauFacts({ territory }: Pick<Deps, 'territory'>, bureau: BureauRow): BureauFacts {
  const { _id: id, name, organisation, territory: code } = bureau;
  const index = territory.index();
  const own = index?.get(code);
  const above = own === undefined ? [] : [...(index?.ancestors(code) ?? [])].reverse();
  const places = [...above, ...(own === undefined ? [] : [own])].flatMap(({ kind, name: place }): Both[] => {
    const word = KINDS[kind];
    return word === undefined ? [] : [{ ar: `${word.ar}: ${place.ar}`, fr: `${word.fr} : ${place.fr}` }];
  });
  return { id, name, organisation, territory: code, places, seat: own?.name ?? name };
}
