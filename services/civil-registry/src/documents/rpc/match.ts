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

/** An act found by its number is the one, with what contradicts it; one found by name must agree in everything that is said. */
export function bestOf(request: MatchActRequest, candidates: readonly Act[]): MatchActResponse {
  const judged = candidates.map((act) => ({ actId: act.id, contradictions: contradictionsOf(request, act) }));
  const agreeing = judged.filter(({ contradictions }) => contradictions.length === 0);
  const found = agreeing.length > 0 || request.number === 0 ? agreeing : judged;
  const [only] = found;
  if (only === undefined) return { outcome: 'none', actId: '', contradictions: [] };
  if (found.length > 1) return { outcome: 'several', actId: '', contradictions: [] };
  return { outcome: 'one', ...only };
}

function contradictionsOf(request: MatchActRequest, act: Act): string[] {
  const person = personOf(act);
  const differs = (said: string, ...held: (string | undefined)[]): boolean =>
    said !== '' && !held.some((one = '') => foldWords(one).join(' ') === foldWords(said).join(' '));
  const { firstNames, familyName } = person ?? {};
  return [
    ...(differs(request.firstNames, firstNames?.ar, firstNames?.latin, firstNames?.tifinagh) ? ['firstNames'] : []),
    ...(differs(request.familyName, familyName?.ar, familyName?.latin, familyName?.tifinagh) ? ['familyName'] : []),
    ...(request.birthDate !== '' && !request.birthDate.startsWith(person?.birthDate ?? '-') ? ['birthDate'] : []),
    ...(request.year !== 0 && request.year !== act.year ? ['year'] : []),
  ];
}
