import { AppError, type FieldProblem, invalidField } from '@jamaa/kit';
import type { Act, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { actAsOf, deathOn, isAnnulled, mentionsInForce, openMarriages } from './act-as-of.ts';
import { isDay } from './days.ts';
import { correctionProblems } from './mention-corrections.ts';
import { type CheckContext, checkPerson, checkTitle } from './person-check.ts';
import { Problems } from './problems.ts';
import { rulesOn } from './rules.ts';

export const mentionKinds = [
  'marriage',
  'divorce',
  'death',
  'recognition',
  'change-of-name',
  'rectification-material',
  'rectification-substantive',
  'authorised-spelling',
  'annulment',
] as const;
export type MentionKind = (typeof mentionKinds)[number];

interface KindRule {
  /** Papers on which it may rest: a material error on an authority's decision, anything of substance on a judgment. */
  readonly titles: readonly string[];
  readonly acts: readonly ('birth' | 'death')[];
  readonly other: 'needed' | 'possible' | 'none';
  readonly corrections: 'needed' | 'possible' | 'none';
}

/** Law 36-21: what may stand in the margin, and the paper each needs. */
export const mentionRules: Readonly<Record<MentionKind, KindRule>> = {
  marriage: { titles: ['marriage-deed', 'judgment'], acts: ['birth'], other: 'needed', corrections: 'none' },
  divorce: { titles: ['divorce-deed', 'judgment'], acts: ['birth'], other: 'possible', corrections: 'none' },
  death: { titles: ['death-act', 'judgment'], acts: ['birth'], other: 'possible', corrections: 'none' },
  recognition: { titles: ['recognition-deed', 'judgment'], acts: ['birth'], other: 'needed', corrections: 'possible' },
  'change-of-name': { titles: ['decree', 'judgment'], acts: ['birth', 'death'], other: 'none', corrections: 'needed' },
  'rectification-material': {
    titles: ['authority-decision'],
    acts: ['birth', 'death'],
    other: 'none',
    corrections: 'needed',
  },
  'rectification-substantive': { titles: ['judgment'], acts: ['birth', 'death'], other: 'none', corrections: 'needed' },
  'authorised-spelling': { titles: ['authorisation'], acts: ['birth', 'death'], other: 'none', corrections: 'needed' },
  annulment: { titles: ['judgment'], acts: ['birth', 'death'], other: 'none', corrections: 'none' },
};

export const isMentionKind = (text: string): text is MentionKind => (mentionKinds as readonly string[]).includes(text);

/** What a person asks to enter; id, number, hash and signature are the registry's. */
export type AskedMention = Pick<
  Mention,
  'kind' | 'title' | 'effectiveOn' | 'text' | 'corrections' | 'other' | 'otherActId' | 'ends'
>;

/**
 * Whether a mention may be entered on an act as it is now. A closed register does not matter: acts live on.
 * @throws AppError `command-not-allowed` for an annulled act, `validation-failed` naming every field that is wrong
 */
export function checkMention(act: Act, asked: AskedMention, context: CheckContext): void {
  if (!isMentionKind(asked.kind)) throw invalidField('kind', 'unknown', `one of ${mentionKinds.join(', ')}`);
  if (isAnnulled(act, '9999-12-31')) throw new AppError('command-not-allowed', 'the act is annulled');
  const problems = new Problems();
  const rule = mentionRules[asked.kind];
  const kind = act.content?.$case ?? 'birth';
  problems.unless(rule.acts.includes(kind), 'kind', 'wrong-act', `not on an act of ${kind}`);
  if (asked.title === undefined) problems.add('title', 'required', 'the paper it rests on is missing');
  else checkTitle(asked.title, 'title', rule.titles, problems, context.today);
  checkEffect(act, asked, problems, context.today);
  checkOther(asked, rule, problems, context);
  checkWords(asked, problems);
  if (rule.corrections === 'none' && asked.corrections.length > 0)
    problems.add('corrections', 'not-here', 'this kind of mention corrects nothing');
  else if (rule.corrections === 'needed' && asked.corrections.length === 0)
    problems.add('corrections', 'required', 'what it corrects is missing');
  for (const one of correctionProblems(act, asked)) problems.add(one.path, one.code, one.message);
  checkState(act, asked, problems);
  throwAll(problems.all);
}

function throwAll(fields: readonly FieldProblem[]): void {
  if (fields.length === 0) return;
  const message = fields.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new AppError('validation-failed', message, { fields });
}

function checkEffect(act: Act, { effectiveOn }: AskedMention, problems: Problems, today: string): void {
  if (!problems.unless(isDay(effectiveOn), 'effectiveOn', 'impossible', 'is no day of the calendar')) return;
  problems.unless(effectiveOn <= today, 'effectiveOn', 'future', 'lies in the future');
  const born = act.content?.$case === 'birth' ? (act.content.value.child?.birthDate ?? '') : '';
  problems.unless(effectiveOn >= born.slice(0, 10), 'effectiveOn', 'before-birth', 'lies before the birth');
}

function checkOther(asked: AskedMention, rule: KindRule, problems: Problems, context: CheckContext): void {
  const { other, otherActId } = asked;
  if (rule.other === 'needed' && other === undefined) problems.add('other', 'required', 'the other person is missing');
  if (rule.other === 'none' && (other !== undefined || otherActId !== ''))
    problems.add('other', 'not-here', 'this kind of mention names no other person');
  else if (other !== undefined) checkPerson(other, 'other', problems, context);
}

function checkWords({ text }: AskedMention, problems: Problems): void {
  for (const words of [text?.ar ?? '', text?.fr ?? ''])
    problems.unless(words.length <= 2_000, 'text', 'too-long', 'at most 2000 letters');
}

/** What stands in the margin already must allow it. */
function checkState(act: Act, asked: AskedMention, problems: Problems): void {
  const { kind, effectiveOn, ends, otherActId } = asked;
  const died = deathOn(act.mentions, '9999-12-31');
  const inForce = mentionsInForce(act.mentions, '9999-12-31');
  const ended = inForce.find(({ id }) => id === ends);
  if (ends !== '' && ended === undefined) problems.add('ends', 'unknown', 'no such mention in force on this act');
  if (kind === 'marriage') {
    if (died !== '' && effectiveOn > died) problems.add('effectiveOn', 'after-death', 'lies after the death');
    const open = openMarriages(act.mentions, effectiveOn);
    const leave = rulesOn(effectiveOn || '2026-01-01').furtherMarriageTitles.includes(asked.title?.kind ?? '');
    if (open.length > 0 && !leave)
      problems.add('title.kind', 'married', 'the person is married: a further marriage needs the leave of the court');
    if (otherActId !== '' && open.some((one) => one.otherActId === otherActId))
      problems.add('otherActId', 'married', 'they are married to each other already');
  }
  if (kind === 'divorce') {
    if (ends === '') problems.add('ends', 'required', 'which marriage it ends is missing');
    else if (!openMarriages(act.mentions, effectiveOn).some(({ id }) => id === ends))
      problems.add('ends', 'not-open', 'is no marriage that is open');
  }
  if (kind === 'death' && ends === '' && died !== '')
    problems.add('kind', 'twice', 'the death stands on the act already');
  if (kind === 'death' && ends !== '' && ended?.kind !== 'marriage')
    problems.add('ends', 'not-open', 'the death of a spouse ends a marriage');
  if (!['divorce', 'death', 'annulment'].includes(kind) && ends !== '')
    problems.add('ends', 'not-here', 'this kind of mention ends no other');
  if (kind === 'recognition') checkRecognition(act, asked, problems);
}

/** Who has a father, or a mother, on their act is not recognised by another. */
function checkRecognition(act: Act, { other }: AskedMention, problems: Problems): void {
  const now = actAsOf(act, '9999-12-31').content;
  if (now?.$case !== 'birth') return;
  const role = other?.sex === 'female' ? 'mother' : 'father';
  if (now.value[role]?.unknown !== true) problems.add('other', 'known', `the ${role} stands on the act already`);
}
