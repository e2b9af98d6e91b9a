import type { Step } from '../types.ts';
import { arabicCount, arabicDate, arabicDays, arabicNotCounted, arabicUnits } from './arabic-dates.ts';
import { legalTimeName } from './legal-time-name.ts';
import type { Phrases } from './phrases.ts';

/** Arabic as used in Morocco (ar-MA): its month names, Latin digits. */
export const arabic: Phrases = {
  delay: ({ amount, unit }) =>
    unit === 'working-day'
      ? `الأجل: ${arabicUnits(amount, unit)}.`
      : `الأجل: ${arabicUnits(amount, unit)}، بما في ذلك أيام العطل ونهاية الأسبوع.`,
  step: sentence,
  due: (lastDay) => `ينتهي الأجل يوم ${arabicDate(lastDay)} على الساعة 24:00.`,
  suspended: (since, remaining, unit) =>
    `الأجل موقوف منذ يوم ${arabicDate(since)} في انتظار المعطيات التكميلية؛ ` +
    `المدة المتبقية: ${arabicUnits(remaining, unit)}، ابتداء من اليوم الموالي لتقديمها.`,
  movedTo: (from, to, days) =>
    `${days > 0 ? 'تأخر' : 'تقدم'} آخر الأجل من يوم ${arabicDate(from)} إلى يوم ${arabicDate(to)} ` +
    `(بفارق ${arabicCount(Math.abs(days), 'oblique')}).`,
  unmoved: (lastDay) => `لم يتغير آخر الأجل: ${arabicDate(lastDay)}.`,
  onlyLegalTimeMoved: (lastDay) => `يبقى آخر الأجل يوم ${arabicDate(lastDay)}، غير أن الساعة القانونية تغيرت.`,
  reason: (reason) => {
    switch (reason.kind) {
      case 'holiday-moved':
        return `${reason.name.ar}: ${arabicDays(reason.after)} (سابقا: ${arabicDays(reason.before)}).`;
      case 'holiday-added':
        return `عطلة أضيفت إلى الحساب: ${reason.name.ar}، ${arabicDays(reason.after)}.`;
      case 'holiday-removed':
        return `لم تعد هذه العطلة تدخل في الحساب: ${reason.name.ar} (${arabicDays(reason.before)}).`;
      case 'worked-added':
        return `أصبح يوم عمل استثنائيا: ${arabicDate(reason.date)}.`;
      case 'worked-removed':
        return `لم يعد يوم عمل استثنائيا: ${arabicDate(reason.date)}.`;
    }
  },
};

function sentence(step: Step, unit: 'calendar-day' | 'working-day'): string {
  switch (step.kind) {
    case 'receipt':
      return `تم التوصل يوم ${arabicDate(step.date)}؛ ولا يحتسب يوم التوصل.`;
    case 'holiday':
      return `${arabicDays([step])}: ${step.name.ar}${step.status === 'foreseen' ? ' (تاريخ مرتقب)' : ''}، ${notCounted(step.days)}.`;
    case 'weekend':
      return `عطلة نهاية الأسبوع: ${notCounted(step.days)}.`;
    case 'worked':
      return `${arabicDate(step.date)}: يوم عمل استثنائي يحتسب.`;
    case 'pause':
      return (
        `طلبت معطيات تكميلية يوم ${arabicDate(step.askedOn)} وقدمت يوم ${arabicDate(step.givenOn)}: ` +
        `${arabicUnits(step.days, unit)} ${arabicNotCounted(step.days)} (${arabicDays(step.ranges)}).`
      );
    case 'kept':
      return step.holiday
        ? `اليوم الأخير يوم عطلة (${step.holiday.ar})؛ ولا يمدد الأجل.`
        : 'يصادف اليوم الأخير عطلة نهاية الأسبوع؛ ولا يمدد الأجل.';
    case 'roll':
      return (
        `${arabicDate(step.from)} ليس يوم عمل (${step.holiday?.ar ?? 'عطلة نهاية الأسبوع'})؛ ` +
        `فيمدد الأجل إلى يوم ${arabicDate(step.to)}.`
      );
    case 'legal-time':
      return (
        `تتغير الساعة القانونية خلال الأجل: ${legalTimeName(step.before)} في بدايته ` +
        `و${legalTimeName(step.after)} في نهايته.`
      );
  }
}

function notCounted(days: number): string {
  return `${arabicCount(days)} ${arabicNotCounted(days)}`;
}
