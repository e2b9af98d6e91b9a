import type { BureauFacts } from '../sources.ts';
import { type Both, shortDate } from '../words/dates.ts';
import type { DocumentLanguage, DocumentView, Form } from './view.ts';
import { footerWords, verifyWords } from './words.ts';

export interface Issue {
  readonly language: DocumentLanguage;
  readonly number: string;
  /** Local day, YYYY-MM-DD. */
  readonly day: string;
  readonly bureau: BureauFacts;
  readonly qr: string;
  readonly token: string;
  readonly address: string;
}

const KINGDOM: Both = { ar: 'المملكة المغربية', fr: 'ROYAUME DU MAROC' };
const MINISTRY: Both = { ar: 'وزارة الداخلية', fr: 'Ministère de l’Intérieur' };

/** A form on the letterhead of its bureau, ready to be drawn. */
export function viewOf(form: Form, { language, number, day, bureau, qr, token, address }: Issue): DocumentView {
  const head = [KINGDOM, MINISTRY, ...bureau.places, bureau.name];
  const date = shortDate(day);
  return {
    ...form,
    language,
    number,
    letterhead: { ar: head.map(({ ar }) => ar), fr: head.map(({ fr }) => fr) },
    made: { ar: `حرر بـ ${bureau.seat.ar} في ${date.ar}`, fr: `Fait à ${bureau.seat.fr}, le ${date.fr}` },
    officer: {
      name: { ar: '', fr: '' },
      capacity: { ar: 'ضابط الحالة المدنية', fr: 'L’officier de l’état civil' },
    },
    qr,
    token,
    address,
    verify: verifyWords,
    footer: footerWords,
    date: day.split('-').map(Number),
  };
}
