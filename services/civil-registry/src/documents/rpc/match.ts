import { foldWords, invalidField, type RpcCall } from '@jamaa/kit';
import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { MatchActRequest, MatchActResponse } from '@jamaa/proto/civil_registry/v1/documents';
import { personOf } from '../../domain/identities.ts';
import { ordersOnly } from '../authorise.ts';
import type { DocumentsDeps } from '../deps.ts';

/** The act of which somebody orders a document, from what they know of it: one, none or several; and what they have wrong. */
export const matchAct =
  (deps: DocumentsDeps) =>
  async (request: MatchActRequest, call: RpcCall): Promise<MatchActResponse> => {
    ordersOnly(call);
    if (request.kind !== 'birth' && request.kind !== 'death') throw invalidField('kind', 'unknown', 'birth or death');
    if (request.bureauId === '') throw invalidField('bureauId', 'required', 'which bureau is missing');
    const today = deps.platform.clock.now().toISOString().slice(0, 10);
    const candidates = await deps.acts.candidates(request);
    return bestOf(
      request,
      candidates.map((act) => deps.acts.asOf(act, today)),
    );
  };

/**
 * An act found by its number is the one, with what contradicts it; one found by name must agree in everything that is said. A name may be
 * said as the act spelled it before a correction: that contradicts nothing, and is told.
 * @param candidates as of today: the mentions beside them are those in force
 */
export function bestOf(request: MatchActRequest, candidates: readonly Act[]): MatchActResponse {
  const judged = candidates.map((act) => ({ actId: act.id, ...judge(request, act) }));
  const agreeing = judged.filter(({ contradictions }) => contradictions.length === 0);
  const found = agreeing.length > 0 || request.number === 0 ? agreeing : judged;
  const [only] = found;
  if (only === undefined) return { outcome: 'none', actId: '', contradictions: [], formerly: [] };
  if (found.length > 1) return { outcome: 'several', actId: '', contradictions: [], formerly: [] };
  return { outcome: 'one', ...only };
}

const scripts = ['ar', 'latin', 'tifinagh'] as const;

const same = (said: string, held: string): boolean =>
  held !== '' && foldWords(held).join(' ') === foldWords(said).join(' ');

/** How the act spelled a name of its person before the corrections in force. */
const formerOf = ({ content, mentions }: Act, name: 'firstNames' | 'familyName'): string[] => {
  const person = content?.$case === 'death' ? 'deceased' : 'child';
  const fields = new Set(scripts.map((script) => `${person}.${name}.${script}`));
  return mentions.flatMap(({ corrections }) =>
    corrections.filter(({ field }) => fields.has(field)).map(({ from }) => from),
  );
};

function judge(request: MatchActRequest, act: Act): Pick<MatchActResponse, 'contradictions' | 'formerly'> {
  const person = personOf(act);
  const contradictions: string[] = [];
  const formerly: string[] = [];
  for (const name of ['firstNames', 'familyName'] as const) {
    const said = request[name];
    if (said === '' || scripts.some((script) => same(said, person?.[name]?.[script] ?? ''))) continue;
    (formerOf(act, name).some((former) => same(said, former)) ? formerly : contradictions).push(name);
  }
  const { birthDate, year } = request;
  if (birthDate !== '' && !birthDate.startsWith(person?.birthDate ?? '-')) contradictions.push('birthDate');
  if (year !== 0 && year !== act.year) contradictions.push('year');
  return { contradictions, formerly };
}
