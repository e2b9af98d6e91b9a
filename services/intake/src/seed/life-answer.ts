import type { RefusalCode } from '../domain/vocabulary.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { officeTime } from './arrivals.ts';
import type { Step } from './case-file.ts';
import { later, type Scene } from './scene.ts';

/** From the unit's desk to the answer or the refusal. Returns when the last step happened. */
export function* answer(scene: Scene, row: () => ComplaintRow, from: Date): Generator<Step, Date> {
  const { random, staff } = scene;
  const { organisation, unit } = row();
  const member = staff.member(random, 'unit-member', organisation, unit);
  // Cases that were put aside wait forty times as long: most of them are overdue when somebody looks again.
  const patience = random.chance(0.045) ? 40 : 1;
  let at = officeTime(random, later(from, random.around(0.9 * scene.slowness * patience, 1)));
  yield { at, command: 'take', actor: 'unit-member', caller: member };
  if (random.chance(0.03)) {
    at = officeTime(random, later(at, random.around(2, 0.7)));
    yield { at, command: 'release', actor: 'handler', caller: member };
    at = officeTime(random, later(at, random.around(1, 0.7)));
    yield { at, command: 'take', actor: 'unit-member', caller: member };
  }
  if (row().reachable && random.chance(0.07)) {
    at = officeTime(random, later(at, random.around(1, 0.6)));
    yield {
      at,
      command: 'ask-complement',
      actor: 'handler',
      caller: member,
      args: { text: random.pick(scene.letters.questions) },
    };
    const until = row().complement?.dueAt ?? at;
    const given = later(at, random.around(4, 0.8));
    if (given.getTime() >= until.getTime() || random.chance(0.2)) {
      yield { at: until, command: 'close', actor: 'time', caller: 'system' };
      return until;
    }
    at = given;
    yield {
      at,
      command: 'complement',
      actor: 'complainant',
      caller: scene.complainant,
      args: { text: random.pick(scene.letters.complements) },
    };
  }
  at = officeTime(random, later(at, random.around(scene.workDays * scene.slowness, 0.8)));
  if (row().kind === 'reclamation' && random.chance(0.035)) return yield* refusal(scene, row, at, member);
  return yield* proposal(scene, row, at, member);
}

type Member = Exclude<Step['caller'], 'system'>;

/** A proposed answer, perhaps returned once, and its approval where the body validates. */
export function* proposal(scene: Scene, row: () => ComplaintRow, from: Date, member: Member): Generator<Step, Date> {
  const { random, letters, validationRequired } = scene;
  const write = (): string => {
    const text = random.chance(0.06) ? random.pick(letters.negative) : random.pick(letters.answers);
    return text.replace('{what}', scene.categoryName);
  };
  const propose = { command: 'propose-answer', actor: 'handler', caller: member, validationRequired } as const;
  let at = from;
  yield { ...propose, at, args: { text: write() } };
  if (!validationRequired) return at;
  const validator = scene.staff.member(random, 'validator', row().organisation, '');
  if (random.chance(0.06)) {
    at = officeTime(random, later(at, random.around(0.9, 0.8)));
    yield {
      at,
      command: 'return-answer',
      actor: 'validator',
      caller: validator,
      args: { text: random.pick(letters.returns) },
    };
    at = officeTime(random, later(at, random.around(1.2, 0.7)));
    yield { ...propose, at, args: { text: write() } };
  }
  at = officeTime(random, later(at, random.around(0.8 * scene.slowness, 0.9)));
  yield { at, command: 'approve', actor: 'validator', caller: validator };
  return at;
}

const reasons: readonly (keyof Scene['letters']['refusals'] & RefusalCode)[] = [
  'before-court',
  'with-prosecutor',
  'insulting',
  'unclear',
];

function* refusal(scene: Scene, row: () => ComplaintRow, from: Date, member: Member): Generator<Step, Date> {
  const { random, validationRequired } = scene;
  const reasonCode = random.pick(reasons);
  const args = { reasonCode, legalBasis: 'Décret 2-17-265', text: scene.letters.refusals[reasonCode] };
  yield { at: from, command: 'refuse', actor: 'handler', caller: member, args, validationRequired };
  if (!validationRequired) return from;
  const at = officeTime(random, later(from, random.around(0.8 * scene.slowness, 0.9)));
  const caller = scene.staff.member(random, 'validator', row().organisation, '');
  yield { at, command: 'approve', actor: 'validator', caller };
  return at;
}
