import type { Act, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { applyCorrection } from './corrections.ts';

/** The mentions in force on a day (YYYY-MM-DD), in the order they were entered: begun, and not annulled by one that has begun. */
export function mentionsInForce(mentions: readonly Mention[], day: string): Mention[] {
  const begun = mentions.filter(({ effectiveOn }) => effectiveOn <= day);
  const annulled = new Set(
    begun.filter(({ kind, ends }) => kind === 'annulment' && ends !== '').map(({ ends }) => ends),
  );
  return begun.filter(({ id }) => !annulled.has(id));
}

/** Whether the act itself is annulled on a day. */
export const isAnnulled = (act: Pick<Act, 'mentions'>, day: string): boolean =>
  mentionsInForce(act.mentions, day).some(({ kind, ends }) => kind === 'annulment' && ends === '');

/** The day from which a person's death is on their birth act; empty while they live. */
export const deathOn = (mentions: readonly Mention[], day: string): string =>
  mentionsInForce(mentions, day).find(({ kind, ends }) => kind === 'death' && ends === '')?.effectiveOn ?? '';

/** Marriages that neither a divorce nor a death has ended. */
export function openMarriages(mentions: readonly Mention[], day: string): Mention[] {
  const inForce = mentionsInForce(mentions, day);
  if (deathOn(mentions, day) !== '') return [];
  const ended = new Set(inForce.map(({ ends }) => ends));
  return inForce.filter(({ id, kind }) => kind === 'marriage' && !ended.has(id));
}

/**
 * An act as copies show it on a day: the corrections in force applied in their order, only the mentions in force beside it. Pure; the act
 * given is not changed.
 */
export function actAsOf(act: Act, day: string): Act {
  const mentions = mentionsInForce(act.mentions, day);
  const corrections = mentions.flatMap((mention) => mention.corrections);
  if (act.content === undefined) return { ...act, mentions };
  const value = corrections.reduce<object>((content, one) => applyCorrection(content, one), act.content.value);
  return { ...act, content: { ...act.content, value } as Act['content'], mentions };
}
