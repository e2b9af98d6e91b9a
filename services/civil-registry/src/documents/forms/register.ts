import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { Register } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { personOf } from '../../domain/identities.ts';
import { type Both, dateInDigits } from '../words/dates.ts';
import { fullCopyForm } from './full-copy.ts';
import { fullName, same } from './persons.ts';
import type { Form } from './view.ts';
import { labels } from './words.ts';

export interface Volume {
  readonly register: Register;
  /** As they stand on the day of the print. */
  readonly acts: readonly Act[];
  readonly volume: number;
  readonly volumes: number;
}

interface BoundAct extends Pick<Form, 'opening' | 'sections' | 'margin'> {
  readonly number: number;
}

interface IndexLine extends Both {
  readonly number: number;
}

/** A volume of a register: its acts, and the persons of them by the alphabet. */
export interface RegisterForm extends Form {
  readonly acts: readonly BoundAct[];
  readonly index: readonly IndexLine[];
}

const collator = new Intl.Collator('ar');

const TITLES = {
  birth: { ar: 'سجل الولادات', fr: 'Registre des naissances' },
  death: { ar: 'سجل الوفيات', fr: 'Registre des décès' },
} as const;
const VOLUME: Both = { ar: 'الجزء', fr: 'Volume' };
const ACTS: Both = { ar: 'الرسوم', fr: 'Actes' };

/** A volume of a yearly register as it is bound for the archive: every act with its margin, an index by name. */
export function registerForm({ register, acts, volume, volumes }: Volume): RegisterForm {
  const { kind, year, lastNumber, head } = register;
  const [first, last] = [acts[0]?.number ?? 0, acts.at(-1)?.number ?? 0];
  return {
    title: kind === 'death' ? TITLES.death : TITLES.birth,
    opening: null,
    identity: [
      { label: labels.year, value: String(year) },
      { label: VOLUME, value: `${volume} / ${volumes}` },
      { label: ACTS, value: `${first} - ${last}` },
    ],
    sections: [],
    lists: [],
    margin: null,
    certification: closing(register, lastNumber, head),
    acts: acts.map((act) => {
      const { opening, sections, margin } = fullCopyForm(act, '');
      return { number: act.number, opening, sections, margin };
    }),
    index: acts.map(indexLine).sort((one, other) => collator.compare(one.ar, other.ar) || one.number - other.number),
  };
}

/** By family name, as an index is looked up. */
function indexLine(act: Act): IndexLine {
  const person = personOf(act);
  const { familyName, firstNames } = person ?? {};
  const turned = (family = '', first = ''): string => [family, first].filter((part) => part !== '').join('، ');
  const latin = [familyName?.latin ?? '', firstNames?.latin ?? ''].filter((part) => part !== '').join(', ');
  return { number: act.number, ar: turned(familyName?.ar, firstNames?.ar), fr: latin || fullName(person).fr };
}

function closing({ state, closedAt, firstNumber }: Register, lastNumber: number, head: string): Both {
  const seal = { ar: `بصمة السجل: ${head}`, fr: `Empreinte du registre : ${head}` };
  if (state !== 'closed' || closedAt === undefined)
    return {
      ar: `سجل مفتوح إلى غاية تاريخه، آخر رسم رقم ${lastNumber}. ${seal.ar}`,
      fr: `Registre ouvert à ce jour, dernier acte n° ${lastNumber}. ${seal.fr}`,
    };
  const day = same(dateInDigits(localDateOf(closedAt, moroccoPublicCalendar)));
  return {
    ar: `حصر هذا السجل بتاريخ ${day.ar}، من الرسم رقم ${firstNumber} إلى الرسم رقم ${lastNumber}. ${seal.ar}`,
    fr: `Registre clos le ${day.fr}, de l’acte n° ${firstNumber} à l’acte n° ${lastNumber}. ${seal.fr}`,
  };
}
