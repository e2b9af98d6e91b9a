import type { Holiday, LocalizedText } from '@jamaa/deadlines';

/** What a particular day means for a delay in working days, for anybody who reads the calendar. */
export function wordsOfDay(
  kind: 'holiday' | 'worked-by-exception',
  onWeekend: boolean,
  holiday: Holiday | undefined,
): LocalizedText {
  if (kind === 'worked-by-exception')
    return {
      ar: 'يوم عمل استثنائي: يحتسب في الآجال المحددة بأيام العمل.',
      fr: 'Travaillé à titre exceptionnel : compté dans les délais en jours ouvrables.',
    };
  const foreseen = holiday?.status === 'foreseen';
  const name = { ar: holiday?.name.ar ?? '', fr: holiday?.name.fr ?? '' };
  return {
    ar: `${name.ar}${foreseen ? ' (تاريخ مرتقب)' : ''}: ${onWeekend ? 'يصادف عطلة نهاية الأسبوع، ' : ''}لا يحتسب في الآجال المحددة بأيام العمل.`,
    fr: `${name.fr}${foreseen ? ' (date prévue)' : ''} : ${onWeekend ? 'tombe un week-end, ' : ''}non compté dans les délais en jours ouvrables.`,
  };
}
