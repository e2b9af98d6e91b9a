import { fromProtoEnum, invalidField, type Platform, type RpcCall } from '@jamaa/kit';
import { type PreviewRequest, PreviewResponse } from '@jamaa/proto/routing/v1/routing';
import { categoryCodes } from '../domain/categories.ts';
import { placeOf } from '../domain/place.ts';
import { resolve } from '../domain/resolve.ts';
import { type Kind, kinds } from '../domain/rule.ts';
import { decisionMessage } from '../messages.ts';
import type { RuleBook } from '../store/rule-book.ts';
import { signedIn } from './access.ts';
import { dayAsked } from './day.ts';

/** What would be decided about such a complaint. Nothing is written. */
export const preview =
  (platform: Pick<Platform, 'clock'>, book: RuleBook) =>
  async (request: PreviewRequest, call: RpcCall): Promise<PreviewResponse> => {
    signedIn(call);
    const { category, confidential, addressee } = request;
    if (!categoryCodes.includes(category)) throw invalidField('category', 'unknown', `unknown category ${category}`);
    const place = placeOf(request.commune);
    if (place === undefined) throw invalidField('commune', 'commune', 'must be the code of a commune');
    const date = dayAsked(request.date, platform.clock.now());
    const { rules, version } = book.current;
    const decision = resolve(rules, { category, place, date, kind: kindOf(request), confidential, addressee });
    return PreviewResponse.fromPartial({ decision: decisionMessage(decision), ruleSetVersion: version });
  };

function kindOf({ kind }: PreviewRequest): Kind {
  try {
    return fromProtoEnum('COMPLAINT_KIND', kind, kinds);
  } catch (error) {
    if (error instanceof RangeError)
      throw invalidField('kind', 'kind', 'must be reclamation, observation or suggestion');
    throw error;
  }
}
