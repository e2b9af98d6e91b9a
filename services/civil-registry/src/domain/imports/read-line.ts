import { BirthContent, DeathContent, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { LocalizedText } from '@jamaa/proto/platform/v1/platform';
import type { Content } from '../content-check.ts';
import { isDay } from '../days.ts';
import { isActKind, type RegisterKey } from '../identity.ts';
import type { AskedMention } from '../mention.ts';
import type { CheckContext } from '../person-check.ts';
import { checkImported } from './check.ts';
import type { ImportedAct, Refused } from './line.ts';
import { type ActShape, actShape } from './shape.ts';

type Problem = Refused['problems'][number];

const capacity = { ar: 'ضابط الحالة المدنية', fr: "Officier de l'état civil", zgh: '' };
const MAX_NUMBER = 999_999;

/** The register of a file that holds one only; what lines then need not say. */
export type Pinned = RegisterKey | undefined;

/** An act as JSON, read and checked. Pure. */
export function readAct(value: unknown, pinned: Pinned, context: CheckContext): ImportedAct | Refused {
  const shaped = actShape.safeParse(value);
  if (!shaped.success) {
    const problems = shaped.error.issues.slice(0, 20).flatMap((issue): Problem[] => {
      const path = issue.path.join('.');
      if (issue.code !== 'unrecognized_keys') return [{ path, code: issue.code === 'too_big' ? 'too-long' : 'shape' }];
      return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`.slice(0, 80), code: 'unknown' }));
    });
    return { ...whose(value as ActShape, pinned), problems };
  }
  const act = shaped.data;
  const { key, number, problems } = identityOf(act, pinned);
  const named = { key, number };
  const registeredOn = act.registeredOn ?? act.registeredAt?.slice(0, 10) ?? '';
  if (registeredOn === '') problems.push({ path: 'registeredOn', code: 'required' });
  else if (!isDay(registeredOn)) problems.push({ path: 'registeredOn', code: 'impossible' });
  else if (registeredOn > context.today) problems.push({ path: 'registeredOn', code: 'future' });
  else if (key !== undefined && Number(registeredOn.slice(0, 4)) !== key.year)
    problems.push({ path: 'registeredOn', code: 'contradiction' });
  const content = contentOf(act, key?.kind);
  if (content === undefined) problems.push({ path: key?.kind ?? 'kind', code: 'required' });
  else problems.push(...checkImported(content, registeredOn, context).map(({ path, code }) => ({ path, code })));
  const idcs = act.idcs ?? '';
  if (idcs !== '' && !(/^\d{10}$/.test(idcs) && context.idcsCheck(idcs)))
    problems.push({ path: 'idcs', code: 'format' });
  if (problems.length > 0 || key === undefined || number === undefined || content === undefined)
    return { ...named, problems };
  const registeredAt = new Date(act.registeredAt ?? `${registeredOn}T12:00:00Z`);
  return {
    key,
    number,
    content,
    idcs,
    registeredAt,
    officerName: LocalizedText.fromPartial(plain(act.officerName ?? {})),
    officerCapacity: LocalizedText.fromPartial(
      act.officerCapacity === undefined ? capacity : plain(act.officerCapacity),
    ),
    mentions: (act.mentions ?? []).map((one) => ({
      asked: askedOf(one),
      recordedAt: new Date(one.recordedAt ?? registeredAt),
    })),
  };
}

/** Which act a misshapen line tells of, as far as it can be read. */
function whose(value: ActShape, pinned: Pinned): Pick<Refused, 'key' | 'number'> {
  if (typeof value !== 'object' || value === null) return {};
  const { key, number } = identityOf(value, pinned);
  return { key, number };
}

function identityOf(act: ActShape, pinned: Pinned) {
  const problems: Problem[] = [];
  const bureauId = act.bureauId ?? pinned?.bureauId ?? '';
  const kind =
    act.kind ?? pinned?.kind ?? (act.birth === undefined ? (act.death === undefined ? '' : 'death') : 'birth');
  const year = Number(act.year ?? pinned?.year ?? 0);
  if (!/^[a-z0-9.:-]{1,60}$/.test(bureauId))
    problems.push({ path: 'bureauId', code: bureauId === '' ? 'required' : 'unknown' });
  if (!isActKind(kind)) problems.push({ path: 'kind', code: kind === '' ? 'required' : 'unknown' });
  if (!Number.isInteger(year) || year < 1900 || year > 9999) problems.push({ path: 'year', code: 'range' });
  const text = String(act.number ?? '');
  const number = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
  // "12 bis", "12/2": which act would be 12 is for a person to say.
  if (number === undefined || number > MAX_NUMBER)
    problems.push({ path: 'number', code: text === '' ? 'required' : 'number' });
  const whole = problems.every(({ path }) => path === 'number') && isActKind(kind);
  const key: RegisterKey | undefined = whole ? { bureauId, kind, year } : undefined;
  if (
    key !== undefined &&
    pinned !== undefined &&
    (key.bureauId !== pinned.bureauId || key.kind !== pinned.kind || key.year !== pinned.year)
  )
    problems.push({ path: 'bureauId', code: 'other-register' });
  return { key, number, problems };
}

/** Absent members stay absent: the generated reader takes no `undefined`. */
const plain = (value: object): never => value as never;

function contentOf({ birth, death }: ActShape, kind: 'birth' | 'death' | undefined): Content | undefined {
  if (kind === 'birth' && birth !== undefined && death === undefined) {
    const value = BirthContent.fromPartial(plain(birth));
    const single = value.twinCount <= 1 && value.twinOrder <= 1;
    return { $case: 'birth', value: single ? { ...value, twinOrder: 1, twinCount: 1 } : value };
  }
  if (kind === 'death' && death !== undefined && birth === undefined)
    return { $case: 'death', value: DeathContent.fromPartial(plain(death)) };
  return undefined;
}

type MentionShape = NonNullable<ActShape['mentions']>[number];

function askedOf({
  kind,
  title,
  effectiveOn,
  text,
  corrections = [],
  other,
  otherActId = '',
  ends = '',
}: MentionShape): AskedMention {
  const said = { kind, title, effectiveOn, text, corrections, other, otherActId, ends };
  return Mention.fromPartial(plain(said));
}
