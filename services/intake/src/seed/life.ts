import { electronicChannels } from '../domain/vocabulary.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { officeTime } from './arrivals.ts';
import type { Step } from './case-file.ts';
import { afterAnswer } from './life-after.ts';
import { answer } from './life-answer.ts';
import { later, type Scene } from './scene.ts';
import { verdictFor } from './verdict.ts';

/** State bodies outside the platform to which a commune sends people on, by category. */
const outside: Readonly<Record<string, readonly [body: string, address: string]>> = {
  VOI: ['etat:equipement', 'المديرية الإقليمية للتجهيز'],
  RUR: ['etat:equipement', 'المديرية الإقليمية للتجهيز'],
  CIR: ['etat:dgsn', 'المنطقة الأمنية'],
  NUI: ['etat:dgsn', 'الدائرة الأمنية للحي'],
  TAX: ['etat:dgi', 'المديرية الجهوية للضرائب'],
  CIM: ['etat:habous', 'مندوبية الأوقاف والشؤون الإسلامية'],
};

/**
 * What happens to a case, step by step, each told when the one before has been decided. The story does not know when it ends:
 * whoever listens stops at the present day, and what is left is a case in the middle of its life.
 */
export function* life(scene: Scene, row: () => ComplaintRow): Generator<Step> {
  const { random } = scene;
  const { receivedAt, channel, category, communeCode } = row();
  // Once in two thousand times routing's decision never came: such a case waits as `received`.
  if (random.chance(0.0005)) return;
  const verdict = verdictFor(category, communeCode, receivedAt);
  let at = new Date(receivedAt.getTime() + 300 + random.below(2_700));
  yield { at, command: 'route', actor: 'routing', caller: 'system', verdict };
  if (!electronicChannels.includes(channel)) {
    at = officeTime(random, later(at, random.around(1.5, 0.9)));
    const caller = scene.staff.member(random, 'desk-clerk', `commune:${communeCode}`, '');
    yield { at, command: 'acknowledge', actor: 'desk-clerk', caller };
  }
  if (row().state === 'qualification') {
    at = officeTime(random, later(at, random.around(1.5 * scene.slowness, 0.9)));
    yield qualification(scene, row(), at);
  }
  const elsewhere = outside[category];
  if (elsewhere !== undefined && random.chance(0.09)) {
    yield redirection(scene, row(), officeTime(random, later(at, random.around(2, 0.8))), elsewhere);
    return;
  }
  if (row().organisation.startsWith('commune:') && random.chance(0.02)) {
    at = officeTime(random, later(at, random.around(2, 0.8)));
    yield transfer(scene, row(), at);
  }
  at = yield* answer(scene, row, at);
  yield* afterAnswer(scene, row, at);
}

function qualification(scene: Scene, row: ComplaintRow, at: Date): Step {
  const { random, staff } = scene;
  const caller = staff.member(random, 'gestionnaire', row.organisation, '');
  const decided = { at, command: 'qualify', actor: 'gestionnaire', caller } as const;
  if (row.confidential) {
    const province = row.communeCode.split('.').slice(0, 2).join('.');
    return { ...decided, args: { organisation: `gouverneur:${province}`, unit: 'named-officer' } };
  }
  const category = random.pick(['VOI', 'DEC', 'CIV', 'URB', 'ODP', 'SPO', 'AUT']);
  const { unit } = verdictFor(category, row.communeCode, at);
  return {
    ...decided,
    args: { organisation: row.organisation, unit: unit === '' ? 'administration' : unit, category },
  };
}

function redirection(scene: Scene, row: ComplaintRow, at: Date, [body, address]: readonly [string, string]): Step {
  const caller = scene.staff.member(scene.random, 'gestionnaire', row.organisation, '');
  const text = scene.random.pick(scene.letters.redirects);
  return { at, command: 'redirect', actor: 'gestionnaire', caller, args: { body, address, text } };
}

function transfer(scene: Scene, row: ComplaintRow, at: Date): Step {
  const caller = scene.staff.member(scene.random, 'gestionnaire', row.organisation, '');
  const organisation = `province:${row.communeCode.split('.').slice(0, 2).join('.')}`;
  return { at, command: 'transfer', actor: 'gestionnaire', caller, args: { organisation, unit: 'technical' } };
}
