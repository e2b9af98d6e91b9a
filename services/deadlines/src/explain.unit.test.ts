import { describe, expect, it } from '@jest/globals';
import { type Calendar, DeadlineInputError, type DueDateInput, dueDate, explain, type Language } from './index.ts';

const calendar: Calendar = {
  id: 'test',
  version: 1,
  zone: 'Africa/Casablanca',
  weekend: [6, 7],
  holidays: [
    { date: '2026-05-27', name: { ar: 'عيد الأضحى', fr: 'Aïd al-Adha' }, status: 'confirmed' },
    { date: '2026-05-28', name: { ar: 'عيد الأضحى', fr: 'Aïd al-Adha' }, status: 'confirmed' },
    { date: '2026-06-17', name: { ar: 'فاتح محرم', fr: '1er Moharram' }, status: 'foreseen' },
    { date: '2026-07-30', name: { ar: 'عيد العرش', fr: 'Fête du Trône' }, status: 'confirmed' },
  ],
};

type Scene = [
  name: string,
  input: Omit<DueDateInput, 'calendar'> & { calendar?: Calendar },
  fr: string[],
  ar: string[],
];

const scenes: Scene[] = [
  [
    'a holiday of two days, not counted',
    { receivedAt: '2026-05-25T10:00Z', delay: { amount: 2, unit: 'working-day' } },
    [
      "Reçu le lundi 25 mai 2026 ; le jour de réception n'est pas compté. Délai : 2 jours ouvrables.",
      '27 et 28 mai 2026 : Aïd al-Adha, 2 jours non comptés.',
      'Échéance : vendredi 29 mai 2026 à minuit (24 h).',
    ],
    [
      'تم التوصل يوم الاثنين 25 ماي 2026؛ ولا يحتسب يوم التوصل. الأجل: يوما عمل.',
      '27 و28 ماي 2026: عيد الأضحى، يومان لا يحتسبان.',
      'ينتهي الأجل يوم الجمعة 29 ماي 2026 على الساعة 24:00.',
    ],
  ],
  [
    'a foreseen day, a worked Saturday, weekends',
    {
      receivedAt: '2026-06-15T10:00Z',
      delay: { amount: 11, unit: 'working-day' },
      calendar: { ...calendar, workingDays: ['2026-06-20'] },
    },
    [
      "Reçu le lundi 15 juin 2026 ; le jour de réception n'est pas compté. Délai : 11 jours ouvrables.",
      'Mercredi 17 juin 2026 : 1er Moharram (date prévue), 1 jour non compté.',
      'Samedi 20 juin 2026 : travaillé à titre exceptionnel, jour compté. Week-ends : 3 jours non comptés.',
      'Échéance : mardi 30 juin 2026 à minuit (24 h).',
    ],
    [
      'تم التوصل يوم الاثنين 15 يونيو 2026؛ ولا يحتسب يوم التوصل. الأجل: 11 يوم عمل.',
      'الأربعاء 17 يونيو 2026: فاتح محرم (تاريخ مرتقب)، يوم واحد لا يحتسب.',
      'السبت 20 يونيو 2026: يوم عمل استثنائي يحتسب. عطلة نهاية الأسبوع: 3 أيام لا تحتسب.',
      'ينتهي الأجل يوم الثلاثاء 30 يونيو 2026 على الساعة 24:00.',
    ],
  ],
  [
    'a pause',
    {
      receivedAt: '2026-09-07T08:00Z',
      delay: { amount: 5, unit: 'working-day' },
      pauses: [{ from: '2026-09-09T09:00Z', to: '2026-09-14T14:00Z' }],
    },
    [
      "Reçu le lundi 7 septembre 2026 ; le jour de réception n'est pas compté. Délai : 5 jours ouvrables.",
      'Complément demandé le mercredi 9 septembre 2026 et reçu le lundi 14 septembre 2026 :',
      '3 jours ouvrables non comptés (10, 11 et 14 septembre 2026).',
      'Échéance : jeudi 17 septembre 2026 à minuit (24 h).',
    ],
    [
      'تم التوصل يوم الاثنين 7 شتنبر 2026؛ ولا يحتسب يوم التوصل. الأجل: 5 أيام عمل.',
      'طلبت معطيات تكميلية يوم الأربعاء 9 شتنبر 2026 وقدمت يوم الاثنين 14 شتنبر 2026:',
      '3 أيام عمل لا تحتسب (10 و11 و14 شتنبر 2026).',
      'ينتهي الأجل يوم الخميس 17 شتنبر 2026 على الساعة 24:00.',
    ],
  ],
  [
    'a last day off that stays',
    { receivedAt: '2026-07-29T08:00Z', delay: { amount: 1, unit: 'calendar-day' } },
    [
      "Reçu le mercredi 29 juillet 2026 ; le jour de réception n'est pas compté.",
      'Délai : 1 jour calendaire, week-ends et jours fériés compris.',
      "Le dernier jour est férié (Fête du Trône) ; l'échéance n'est pas reportée.",
      'Échéance : jeudi 30 juillet 2026 à minuit (24 h).',
    ],
    [
      'تم التوصل يوم الأربعاء 29 يوليوز 2026؛ ولا يحتسب يوم التوصل.',
      'الأجل: يوم واحد، بما في ذلك أيام العطل ونهاية الأسبوع.',
      'اليوم الأخير يوم عطلة (عيد العرش)؛ ولا يمدد الأجل.',
      'ينتهي الأجل يوم الخميس 30 يوليوز 2026 على الساعة 24:00.',
    ],
  ],
  [
    'a weekend at the end that stays',
    { receivedAt: '2026-06-30T23:30Z', delay: { amount: 3, unit: 'calendar-day' } },
    [
      "Reçu le mercredi 1er juillet 2026 ; le jour de réception n'est pas compté.",
      'Délai : 3 jours calendaires, week-ends et jours fériés compris.',
      "Le dernier jour tombe un week-end ; l'échéance n'est pas reportée.",
      'Échéance : samedi 4 juillet 2026 à minuit (24 h).',
    ],
    [
      'تم التوصل يوم الأربعاء فاتح يوليوز 2026؛ ولا يحتسب يوم التوصل.',
      'الأجل: 3 أيام، بما في ذلك أيام العطل ونهاية الأسبوع.',
      'يصادف اليوم الأخير عطلة نهاية الأسبوع؛ ولا يمدد الأجل.',
      'ينتهي الأجل يوم السبت 4 يوليوز 2026 على الساعة 24:00.',
    ],
  ],
  [
    'a last day off that rolls',
    { receivedAt: '2026-07-28T08:00Z', delay: { amount: 2, unit: 'calendar-day', rollToWorkingDay: true } },
    [
      "Reçu le mardi 28 juillet 2026 ; le jour de réception n'est pas compté.",
      'Délai : 2 jours calendaires, week-ends et jours fériés compris.',
      "Le jeudi 30 juillet 2026 n'est pas ouvrable (Fête du Trône) ; l'échéance est reportée au vendredi 31 juillet 2026.",
      'Échéance : vendredi 31 juillet 2026 à minuit (24 h).',
    ],
    [
      'تم التوصل يوم الثلاثاء 28 يوليوز 2026؛ ولا يحتسب يوم التوصل.',
      'الأجل: يومان، بما في ذلك أيام العطل ونهاية الأسبوع.',
      'الخميس 30 يوليوز 2026 ليس يوم عمل (عيد العرش)؛ فيمدد الأجل إلى يوم الجمعة 31 يوليوز 2026.',
      'ينتهي الأجل يوم الجمعة 31 يوليوز 2026 على الساعة 24:00.',
    ],
  ],
  [
    'a change of legal time',
    { receivedAt: '2026-02-10T08:00Z', delay: { amount: 30, unit: 'calendar-day' } },
    [
      "Reçu le mardi 10 février 2026 ; le jour de réception n'est pas compté.",
      'Délai : 30 jours calendaires, week-ends et jours fériés compris.',
      "L'heure légale change pendant le délai : GMT+1 au début, GMT à la fin.",
      'Échéance : jeudi 12 mars 2026 à minuit (24 h).',
    ],
    [
      'تم التوصل يوم الثلاثاء 10 فبراير 2026؛ ولا يحتسب يوم التوصل.',
      'الأجل: 30 يوما، بما في ذلك أيام العطل ونهاية الأسبوع.',
      'تتغير الساعة القانونية خلال الأجل: GMT+1 في بدايته وGMT في نهايته.',
      'ينتهي الأجل يوم الخميس 12 مارس 2026 على الساعة 24:00.',
    ],
  ],
  [
    'a suspended clock',
    {
      receivedAt: '2026-09-07T08:00Z',
      delay: { amount: 3, unit: 'working-day' },
      pauses: [{ from: '2026-09-08T09:00Z' }],
    },
    [
      "Reçu le lundi 7 septembre 2026 ; le jour de réception n'est pas compté. Délai : 3 jours ouvrables.",
      "Délai suspendu depuis le mardi 8 septembre 2026, dans l'attente du complément ;",
      'il restera 2 jours ouvrables à compter du lendemain de sa réception.',
    ],
    [
      'تم التوصل يوم الاثنين 7 شتنبر 2026؛ ولا يحتسب يوم التوصل. الأجل: 3 أيام عمل.',
      'الأجل موقوف منذ يوم الثلاثاء 8 شتنبر 2026 في انتظار المعطيات التكميلية؛',
      'المدة المتبقية: يوما عمل، ابتداء من اليوم الموالي لتقديمها.',
    ],
  ],
];

describe('explain', () => {
  it.each(scenes)('%s', (_name, input, fr, ar) => {
    const result = dueDate({ calendar, ...input });
    expect(explain(result, 'fr')).toBe(fr.join(' '));
    expect(explain(result, 'ar')).toBe(ar.join(' '));
  });

  it('explains a deadline that was stored as JSON', () => {
    const due = dueDate({ receivedAt: '2026-05-25T10:00Z', delay: { amount: 2, unit: 'working-day' }, calendar });
    expect(explain(JSON.parse(JSON.stringify(due)), 'ar')).toBe(explain(due, 'ar'));
  });

  it.each(['en', 'toString'])('refuses the language %s', (language) => {
    const due = dueDate({ receivedAt: '2026-05-25T10:00Z', delay: { amount: 2, unit: 'working-day' }, calendar });
    expect(() => explain(due, language as Language)).toThrow(DeadlineInputError);
  });
});
