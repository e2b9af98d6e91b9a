import { type Day, dayOf } from './oracle/days.ts';

/** One act of the story, at a local time. `by`: a demo account, or the citizen with the tracking code. */
export interface Act {
  readonly at: string;
  readonly by: string;
  readonly command: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** For merge: the name of the case it goes into. */
  readonly into?: string;
}

export interface Script {
  readonly name: string;
  readonly at: string;
  readonly kind?: 'reclamation' | 'observation' | 'suggestion';
  readonly category: string;
  /** A paper deposit of the desk, received on this earlier local time. */
  readonly paper?: { readonly received: string };
  readonly acts: readonly Act[];
}

export const SEFROU = 'commune:03.451.01.09';

/** Midway the president gives what is told of hygiene to the technical unit: complaints received from this day on. */
export const TECHNICAL_FOR_HYGIENE_FROM = dayOf('2026-03-18');

/** The unit a category goes to in Sefrou, and who answers for it there. */
const units: Readonly<Record<string, string>> = {
  VOI: 'technical',
  ECL: 'technical',
  DEC: 'technical',
  DPS: 'technical',
  ESV: 'technical',
  HYG: 'hygiene',
  ANI: 'hygiene',
  NUI: 'hygiene',
  CIV: 'civil-status',
  LEG: 'civil-status',
  INF: 'administration',
  ACC: 'direction',
  AUT: '',
};

/** The unit of Sefrou that a complaint received on a day goes to. */
export const unitOf = (category: string, received: Day): string =>
  category === 'HYG' && received >= TECHNICAL_FOR_HYGIENE_FROM ? 'technical' : (units[category] ?? '');

/** Whose post a deadline's word goes to: members and coordinators of a unit; the gestionnaire where no unit has the case. */
export const peopleOfUnit: Readonly<Record<string, readonly string[]>> = {
  technical: ['technical.sefrou', 'coordinator.sefrou'],
  hygiene: ['hygiene.sefrou', 'coordinator.sefrou'],
  'civil-status': ['civil.sefrou'],
  administration: ['administration.sefrou'],
  '': ['gestionnaire.sefrou'],
};

/** The line above the units of Sefrou: directeur des services, président and délégués, gouverneur, wali, DGCT. */
export const peopleOfLevel: Readonly<Record<string, readonly string[]>> = {
  'directeur-services': ['director.sefrou'],
  T30: ['director.sefrou'],
  president: ['president.sefrou', 'validator.sefrou'],
  gouverneur: ['governor.sefrou'],
  wali: ['wali.fes'],
  dgct: ['dgct'],
};

export const handlerOf: Readonly<Record<string, string>> = {
  technical: 'technical.sefrou',
  hygiene: 'hygiene.sefrou',
  'civil-status': 'civil.sefrou',
  administration: 'administration.sefrou',
};

const act = (at: string, by: string, command: string, body?: Act['body']): Act => ({
  at,
  by,
  command,
  ...(body === undefined ? {} : { body }),
});

/** Takes, answers and approves, one after the other on one day. */
export const answer = (day: string, unit: string): Act[] => [
  act(`${day} 10:00`, handlerOf[unit] ?? '', 'take'),
  act(`${day} 11:00`, handlerOf[unit] ?? '', 'propose-answer', { text: 'تم إصلاح العطب من طرف المصلحة المختصة.' }),
  act(`${day} 12:00`, 'validator.sefrou', 'approve'),
];

const refusal = { reasonCode: 'before-court', legalBasis: 'Décret 2-17-265, art. 6', text: 'النزاع معروض على القضاء.' };

/** Cases written by hand, one for each way a deadline can go. */
export const scripts: readonly Script[] = [
  { name: 'nobody ever takes it', at: '2026-02-02 10:15', category: 'ECL', acts: [] },
  { name: 'answered in time', at: '2026-02-02 10:30', category: 'VOI', acts: answer('2026-02-06', 'technical') },
  {
    name: 'answered after its target',
    at: '2026-02-03 09:05',
    category: 'DEC',
    acts: answer('2026-02-12', 'technical'),
  },
  { name: 'nobody may place it', at: '2026-02-03 16:00', category: 'AUT', acts: [] },
  {
    name: 'on paper, registered two weeks late, acknowledged at once',
    at: '2026-02-04 09:30',
    category: 'CIV',
    paper: { received: '2026-01-21 11:00' },
    acts: [act('2026-02-04 10:00', 'clerk.sefrou', 'acknowledge', { paperNumber: 'BO-2026-117' })],
  },
  {
    name: 'on paper, never acknowledged',
    at: '2026-02-05 09:30',
    category: 'VOI',
    paper: { received: '2026-02-05 09:00' },
    acts: [],
  },
  {
    name: 'a complement over Ramadan’s first Sunday',
    at: '2026-02-10 09:00',
    category: 'LEG',
    acts: [
      act('2026-02-11 10:00', 'civil.sefrou', 'take'),
      act('2026-02-12 10:00', 'civil.sefrou', 'ask-complement', { text: 'نسخة من البطاقة الوطنية من فضلكم' }),
      act('2026-02-17 15:00', 'citizen', 'complement', { text: 'هذه نسخة البطاقة' }),
    ],
  },
  {
    name: 'a complement that never comes',
    at: '2026-02-09 09:00',
    category: 'ESV',
    acts: [
      act('2026-02-10 10:00', 'technical.sefrou', 'take'),
      act('2026-02-10 11:00', 'technical.sefrou', 'ask-complement', { text: 'أين توجد الشجرة بالضبط؟' }),
    ],
  },
  {
    name: 'another category, a longer target, the breach undone',
    at: '2026-02-16 10:00',
    category: 'DEC',
    acts: [
      act('2026-02-20 10:00', 'coordinator.sefrou', 'assign', {
        organisation: SEFROU,
        unit: 'technical',
        category: 'VOI',
        text: 'حفرة وليست نفايات',
      }),
    ],
  },
  {
    name: 'another category, a shorter target, breached at once',
    at: '2026-02-16 10:10',
    category: 'VOI',
    acts: [
      act('2026-02-23 10:00', 'coordinator.sefrou', 'assign', {
        organisation: SEFROU,
        unit: 'technical',
        category: 'DEC',
        text: 'نفايات وليست حفرة',
      }),
    ],
  },
  {
    name: 'given to another unit',
    at: '2026-02-17 09:00',
    category: 'NUI',
    acts: [
      act('2026-02-19 10:00', 'gestionnaire.sefrou', 'assign', {
        organisation: SEFROU,
        unit: 'administration',
        text: 'من اختصاص الإدارة',
      }),
    ],
  },
  {
    name: 'merged, and separated after its target',
    at: '2026-02-18 09:00',
    category: 'HYG',
    acts: [
      { at: '2026-02-19 10:00', by: 'gestionnaire.sefrou', command: 'merge', into: 'the case it is merged into' },
      act('2026-03-02 10:00', 'gestionnaire.sefrou', 'unmerge', { text: 'مشكلان مختلفان' }),
    ],
  },
  { name: 'the case it is merged into', at: '2026-02-18 08:50', category: 'HYG', acts: [] },
  {
    name: 'merged for good',
    at: '2026-02-18 09:10',
    category: 'HYG',
    acts: [{ at: '2026-02-20 10:00', by: 'gestionnaire.sefrou', command: 'merge', into: 'the case it is merged into' }],
  },
  {
    name: 'withdrawn on its last day',
    at: '2026-02-19 10:00',
    category: 'ANI',
    acts: [act('2026-02-22 12:00', 'citizen', 'withdraw')],
  },
  {
    name: 'refused with reason',
    at: '2026-02-20 09:00',
    category: 'DPS',
    acts: [
      act('2026-02-23 10:00', 'technical.sefrou', 'take'),
      act('2026-02-23 11:00', 'technical.sefrou', 'refuse', refusal),
      act('2026-02-24 10:00', 'validator.sefrou', 'approve'),
    ],
  },
  {
    name: 'redirected to a body outside',
    at: '2026-02-20 09:10',
    category: 'VOI',
    acts: [
      act('2026-02-27 10:00', 'gestionnaire.sefrou', 'redirect', {
        body: 'etat:dgsn',
        text: 'من اختصاص الأمن الوطني',
      }),
    ],
  },
  {
    name: 'answered, reopened, overrun',
    at: '2026-02-23 09:00',
    category: 'HYG',
    acts: [...answer('2026-02-25', 'hygiene'), act('2026-03-05 18:00', 'citizen', 'reopen', { text: 'لم يتغير شيء' })],
  },
  {
    name: 'returned by the validator, released, taken again',
    at: '2026-02-24 09:00',
    category: 'NUI',
    acts: [
      act('2026-02-25 10:00', 'hygiene.sefrou', 'take'),
      act('2026-02-26 10:00', 'hygiene.sefrou', 'propose-answer', { text: 'جواب أول' }),
      act('2026-02-27 10:00', 'validator.sefrou', 'return-answer', { text: 'غير كاف' }),
      act('2026-03-02 10:30', 'hygiene.sefrou', 'release', { text: 'عطلة' }),
      act('2026-03-09 10:00', 'hygiene.sefrou', 'take'),
    ],
  },
  { name: 'access to information over a moved Aïd', at: '2026-02-25 10:00', category: 'INF', acts: [] },
  { name: 'legalisation over a moved Aïd', at: '2026-03-18 10:00', category: 'LEG', acts: [] },
  { name: 'legalisation before the Aïd', at: '2026-03-11 10:00', category: 'LEG', acts: [] },
  {
    name: 'a complement asked before the Aïd, given after',
    at: '2026-03-10 10:00',
    category: 'INF',
    acts: [
      act('2026-03-11 10:00', 'administration.sefrou', 'take'),
      act('2026-03-13 10:00', 'administration.sefrou', 'ask-complement', { text: 'أي وثيقة؟' }),
      act('2026-03-26 10:00', 'citizen', 'complement', { text: 'محضر الدورة' }),
    ],
  },
  { name: 'a light before the faster rule', at: '2026-03-31 23:00', category: 'ECL', acts: [] },
  { name: 'a light after the faster rule', at: '2026-04-01 00:30', category: 'ECL', acts: [] },
  { name: 'a suggestion: no legal delay', at: '2026-02-26 10:00', kind: 'suggestion', category: 'ESV', acts: [] },
  {
    name: 'an observation answered',
    at: '2026-02-26 10:10',
    kind: 'observation',
    category: 'DEC',
    acts: answer('2026-02-27', 'technical'),
  },
];
