import type { ComplaintRow } from '../store/complaint-row.ts';
import type { Step } from './case-file.ts';
import { proposal } from './life-answer.ts';
import { later, type Scene } from './scene.ts';

/** What follows an answer: the citizen rates it, or reopens the case once, or time closes it. */
export function* afterAnswer(scene: Scene, row: () => ComplaintRow, answeredAt: Date): Generator<Step> {
  const { random } = scene;
  if (row().state !== 'answered') return;
  if (row().reopenings === 0 && random.chance(0.045)) {
    // Within thirty days of the answer; after fifteen it has been closed meanwhile.
    const at = later(answeredAt, 0.5 + random.next() * 28);
    const closing = row().automaticAt;
    if (closing !== undefined && closing < at) yield { at: closing, command: 'close', actor: 'time', caller: 'system' };
    yield {
      at,
      command: 'reopen',
      actor: 'complainant',
      caller: scene.complainant,
      args: { text: random.pick(scene.letters.reopenings) },
    };
    const member = { kind: 'account', subject: row().handler, client: 'portal', acr: 'strong' } as const;
    const again = yield* proposal(scene, row, later(at, random.around(scene.workDays * scene.slowness, 0.8)), member);
    yield* afterAnswer(scene, row, again);
    return;
  }
  const closing = row().automaticAt ?? later(answeredAt, 15);
  const at = later(answeredAt, random.around(2, 1));
  if (at < closing && random.chance(0.24)) {
    const score = random.pick([1, 2, 3, 3, 4, 4, 4, 5, 5, 5]);
    yield { at, command: 'rate', actor: 'complainant', caller: scene.complainant, args: { score } };
    return;
  }
  yield { at: closing, command: 'close', actor: 'time', caller: 'system' };
}
