import type { Caller, Keyring } from '@jamaa/kit';
import type { Territory, TerritoryIndex } from '@jamaa/territory';
import { categoryOf } from '../domain/categories.ts';
import { base32, makeReference } from '../domain/reference.ts';
import { checkSubmission, type Submission } from '../domain/submission.ts';
import { draftOf } from '../rpc/draft.ts';
import type { ComplaintDraft } from '../store/change.ts';
import { seededId } from './ids.ts';
import { makePerson } from './person.ts';
import type { Random } from './random.ts';
import type { Staff } from './staff.ts';
import { describe, makeAddress } from './text.ts';
import { drawCategory, drawChannel, drawKind, isElectronic } from './weights.ts';

export interface DepositWorld {
  readonly keyring: Keyring;
  readonly territory: TerritoryIndex;
  readonly staff: Staff;
  /** References given so far: with a million cases the random part meets itself a few times. */
  readonly references: Set<string>;
}

/** What is told by telephone is written down and read back. */
const readBack = { form: 'oral', manner: '', signatories: 0, readBack: true } as const;

/** Makes a deposit as a person would, and has it checked by the same rules. */
export function makeDeposit(
  world: DepositWorld,
  random: Random,
  commune: Territory,
  receivedAt: Date,
  wanted?: string,
): { draft: ComplaintDraft; caller: Caller } {
  const urban = commune.urban === true;
  const category = wanted ?? drawCategory(random, urban, receivedAt);
  const channel = drawChannel(random, urban);
  const { text, language } = describe(random, category);
  const nameless = categoryOf(category)?.anonymousAllowed === true && random.chance(0.12);
  const complainant = nameless ? { name: '', phone: '', email: '' } : makePerson(random, language, channel);
  const located = isElectronic(channel) || random.chance(0.3);
  const submission: Submission = {
    kind: drawKind(random),
    category,
    language,
    description: text,
    ...(located ? { location: pointIn(world.territory, random, commune), commune: '' } : { commune: commune.code }),
    complainant,
    channel,
    originSource: channel === 'desk' ? 'bureau-ordre' : channel === 'call-centre' ? '3737' : 'direct',
    aimedAt: '',
    address: random.chance(0.4) ? makeAddress(random, language) : '',
    deposit: channel === 'call-centre' ? readBack : undefined,
    details: { onBehalfOf: false, callerRelation: '', paperNumber: '' },
    urgent: ['ANI', 'INO', 'ELE'].includes(category) && random.chance(0.05),
  };
  const caller = callerOf(world.staff, random, submission, commune.code);
  const draft = draftOf(world.keyring, {
    id: seededId(random, receivedAt),
    trackingCode: base32(random.bytes(12)),
    submission,
    checked: checkSubmission(submission, receivedAt),
    commune,
    addressee: random.chance(0.08) ? `commune:${commune.code}` : '',
    originNumber: channel === 'desk' ? `${receivedAt.getUTCFullYear()}/${1 + random.below(9_000)}` : '',
    originDelayDays: 0,
    subject: caller.kind === 'account' && isElectronic(channel) ? caller.subject : '',
    receivedAt,
    now: receivedAt,
    attachments: [],
  });
  return { draft: { ...draft, reference: newReference(world, random, commune.code, receivedAt) }, caller };
}

function callerOf(staff: Staff, random: Random, { channel }: Submission, communeCode: string): Caller {
  if (channel === 'desk') return staff.member(random, 'desk-clerk', `commune:${communeCode}`, '');
  if (channel === 'call-centre') return staff.member(random, 'call-centre-agent', 'dgct', '');
  return random.chance(0.35)
    ? { kind: 'account', subject: `seed-citizen-${base32(random.bytes(8))}`, client: 'portal', acr: 'simple' }
    : { kind: 'anonymous', client: 'public' };
}

function newReference(world: DepositWorld, random: Random, communeCode: string, receivedAt: Date): string {
  for (;;) {
    const reference = makeReference(communeCode.slice(0, 2), receivedAt.getUTCFullYear(), random.bytes(6));
    if (world.references.has(reference)) continue;
    world.references.add(reference);
    return reference;
  }
}

/** A point of the commune, denser towards its middle. */
function pointIn(
  territory: TerritoryIndex,
  random: Random,
  commune: Territory,
): { longitude: number; latitude: number } {
  const [west, south, east, north] = commune.bbox;
  const [longitude, latitude] = commune.point;
  const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const spread = (): number => (random.next() + random.next() - 1) * 0.5;
    const point = {
      longitude: rounded(longitude + spread() * (east - west)),
      latitude: rounded(latitude + spread() * (north - south)),
    };
    const found = territory.locate(point.longitude, point.latitude);
    if (found.outcome === 'found' && found.commune.code === commune.code) return point;
  }
  return { longitude, latitude };
}
