import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { ProduceDocumentRequest } from '@jamaa/proto/civil_registry/v1/documents';
import { type DocumentKind, type DocumentLanguage, documentKinds, isDocumentKind } from './forms/view.ts';

export interface Asked {
  readonly kind: DocumentKind;
  readonly actId: string;
  readonly language: DocumentLanguage;
  readonly purpose: string;
  readonly relatedActIds: readonly string[];
  readonly seenOn: string;
}

const FAMILY: readonly DocumentKind[] = ['fiche-familiale', 'family-book'];
const MOST_RELATED = 40;
const SEEN_DAYS = 30;
const DAY_MS = 86_400_000;

/** Reads what is asked. @throws AppError `validation-failed` naming the field that is wrong */
export function askedOf(request: ProduceDocumentRequest, { caller }: RpcCall, today: string): Asked {
  const { kind, actId, language, purpose, relatedActIds, seenOn } = request;
  if (!isDocumentKind(kind)) throw invalidField('kind', 'unknown', `one of ${documentKinds.join(', ')}`);
  if (actId === '') throw invalidField('actId', 'required', 'which act is missing');
  if (language !== 'ar' && language !== 'fr') throw invalidField('language', 'unknown', 'one of ar, fr');
  const order = caller.kind === 'service';
  if (!(order ? /^order:[\w-]{1,60}$/ : /^counter$/).test(purpose))
    throw invalidField('purpose', 'unknown', order ? 'order:<reference>' : 'counter');
  const related = [...new Set(relatedActIds)].filter((id) => id !== actId);
  if (related.length > 0 && !FAMILY.includes(kind))
    throw invalidField('relatedActIds', 'not-here', 'only a fiche familiale and a family book tell of further acts');
  if (related.length > MOST_RELATED) throw invalidField('relatedActIds', 'too-many', `at most ${MOST_RELATED}`);
  if (kind === 'life-certificate') checkSeen(seenOn, today);
  else if (seenOn !== '') throw invalidField('seenOn', 'not-here', 'only a life certificate tells of a visit');
  return { kind, actId, language, purpose, relatedActIds: related, seenOn };
}

function checkSeen(seenOn: string, today: string): void {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(seenOn) ? Date.parse(seenOn) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== seenOn)
    throw invalidField('seenOn', 'impossible', 'is no day of the calendar');
  if (seenOn > today) throw invalidField('seenOn', 'future', 'lies in the future');
  if (Date.parse(today) - at > SEEN_DAYS * DAY_MS)
    throw invalidField('seenOn', 'too-old', `the person must have been seen within ${SEEN_DAYS} days`);
}

/**
 * Whether a document of this kind can be made of an act as it stands on the day.
 * @throws AppError `validation-failed` for an act of the other kind, `command-not-allowed` for an annulled one, and for a life certificate of
 * somebody who has died
 */
export function checkAct({ kind }: Asked, act: Act): void {
  const death = act.content?.$case === 'death';
  if (death && kind !== 'extract' && kind !== 'full-copy')
    throw invalidField('kind', 'wrong-act', 'of an act of death only extracts and full copies are made');
  if (act.mentions.some((mention) => mention.kind === 'annulment' && mention.ends === ''))
    throw new AppError('command-not-allowed', 'the act is annulled');
  if (kind === 'life-certificate' && act.mentions.some((mention) => mention.kind === 'death' && mention.ends === ''))
    throw new AppError('command-not-allowed', 'a death stands on the act');
}
