import type { Act, ActPerson, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { actAsOf, deathOn, openMarriages } from './act-as-of.ts';
import type { AskedMention } from './mention.ts';

/** On which other acts a mention has to stand too. A mirror is not mirrored. */
export function mirrorTargets(act: Act, mention: Mention): string[] {
  if (mention.mirrors !== '') return [];
  const of = (mentions: readonly Mention[]): string[] => mentions.map(({ otherActId }) => otherActId);
  const targets =
    mention.kind === 'marriage'
      ? [mention.otherActId]
      : mention.kind === 'divorce' || mention.kind === 'annulment'
        ? of(act.mentions.filter(({ id, kind }) => id === mention.ends && kind === 'marriage'))
        : mention.kind === 'death' && mention.ends === ''
          ? of(
              openMarriages(
                act.mentions.filter(({ id }) => id !== mention.id),
                mention.effectiveOn,
              ),
            )
          : [];
  return [...new Set(targets.filter((id) => id !== '' && id !== act.id))];
}

/**
 * What a mention of one act is on another: marriage and divorce the same from the other side, the death of somebody the end of their
 * spouse's marriage. `undefined` where it stands there already, or there is nothing for it to end.
 */
export function mirrored(source: Act, mention: Mention, target: Act): AskedMention | undefined {
  if (target.mentions.some(({ mirrors }) => mirrors === mention.id)) return undefined;
  const base = {
    title: mention.title,
    effectiveOn: mention.effectiveOn,
    text: mention.text,
    corrections: [],
    other: personOf(source, mention.effectiveOn),
    otherActId: source.id,
  };
  if (mention.kind === 'marriage') {
    const there = openMarriages(target.mentions, mention.effectiveOn).some(
      ({ otherActId }) => otherActId === source.id,
    );
    return there ? undefined : { ...base, kind: 'marriage', ends: '' };
  }
  const marriage = marriageWith(source, mention, target);
  return marriage === undefined ? undefined : { ...base, kind: mention.kind, ends: marriage.id };
}

/** The other side of the marriage that is ended; that of a death: any that was open with the one who died. */
function marriageWith(source: Act, mention: Mention, target: Act): Mention | undefined {
  const ended = source.mentions.find(({ id }) => id === mention.ends);
  const open = openMarriages(target.mentions, mention.effectiveOn).filter(({ otherActId }) => otherActId === source.id);
  if (ended === undefined) return open[0];
  return open.find(({ id, mirrors }) => mirrors === ended.id || id === ended.mirrors) ?? open[0];
}

/** Whose act it is, as it told of them on a day; nothing that a margin does not show. */
function personOf(act: Act, day: string): ActPerson | undefined {
  const { content } = actAsOf(act, day);
  return content?.$case === 'birth' ? content.value.child : content?.value.deceased;
}

/** The mention that a death act leaves on the birth act of the deceased; `undefined` where the death stands there already. */
export function deathMention(death: Act, birth: Act): AskedMention | undefined {
  if (death.content?.$case !== 'death' || deathOn(birth.mentions, '9999-12-31') !== '') return undefined;
  const { date } = death.content.value;
  const title = {
    kind: 'death-act',
    number: `${death.number}/${death.year}`,
    date: (death.registeredAt ?? new Date(0)).toISOString().slice(0, 10),
    authority: death.bureauId,
  };
  return {
    kind: 'death',
    title,
    effectiveOn: date,
    text: { ar: `توفي بتاريخ ${date}`, fr: `Décès le ${date}`, zgh: '' },
    corrections: [],
    other: undefined,
    otherActId: death.id,
    ends: '',
  };
}
