import { describe, expect, it } from '@jest/globals';
import { type Calendar, DeadlineInputError, type Delay, dueDate, explainMovement, moved } from './index.ts';

const adha = { ar: 'عيد الأضحى', fr: 'Aïd al-Adha' };
const oneOff = { ar: 'عطلة استثنائية', fr: 'Jour exceptionnel' };
const withHolidays = (
  version: number,
  days: [date: string, name: typeof adha][],
  workingDays?: string[],
): Calendar => ({
  id: 'test',
  version,
  zone: 'Africa/Casablanca',
  weekend: [6, 7],
  holidays: days.map(([date, name]) => ({ date, name, status: 'foreseen' })),
  ...(workingDays && { workingDays }),
});
const foreseen = withHolidays(1, [
  ['2026-05-27', adha],
  ['2026-05-28', adha],
]);
const announced = withHolidays(2, [
  ['2026-05-28', adha],
  ['2026-05-29', adha],
]);
const due = (calendar: Calendar, amount = 2) =>
  dueDate({ receivedAt: '2026-05-25T10:00Z', delay: { amount, unit: 'working-day' }, calendar });

describe('moved', () => {
  it('tells that Aïd al-Adha moved, and with it the due date', () => {
    const movement = moved(due(foreseen), due(announced), { before: foreseen, after: announced });
    expect(movement).toEqual({
      moved: true,
      from: '2026-05-29',
      to: '2026-05-27',
      days: -2,
      reasons: [
        {
          kind: 'holiday-moved',
          name: adha,
          before: [{ from: '2026-05-27', to: '2026-05-28' }],
          after: [{ from: '2026-05-28', to: '2026-05-29' }],
        },
      ],
    });
    expect(explainMovement(movement, 'fr')).toBe(
      "L'échéance passe du vendredi 29 mai 2026 au mercredi 27 mai 2026 (2 jours plus tôt). " +
        'Aïd al-Adha : 28 et 29 mai 2026 (auparavant : 27 et 28 mai 2026).',
    );
    expect(explainMovement(movement, 'ar')).toBe(
      'تقدم آخر الأجل من يوم الجمعة 29 ماي 2026 إلى يوم الأربعاء 27 ماي 2026 (بفارق يومين). ' +
        'عيد الأضحى: 28 و29 ماي 2026 (سابقا: 27 و28 ماي 2026).',
    );
  });

  it('without the calendars claims only that the holiday no longer counts', () => {
    const movement = moved(due(foreseen), due(announced));
    expect(movement.reasons.map(({ kind }) => kind)).toEqual(['holiday-removed']);
    expect(explainMovement(movement, 'fr')).toContain(
      "Aïd al-Adha (27 et 28 mai 2026) n'intervient plus dans le décompte.",
    );
    expect(explainMovement(movement, 'ar')).toContain(
      'لم تعد هذه العطلة تدخل في الحساب: عيد الأضحى (27 و28 ماي 2026).',
    );
  });

  it('names a day decreed at short notice', () => {
    const more = {
      ...foreseen,
      version: 3,
      holidays: [...foreseen.holidays, ...withHolidays(3, [['2026-05-29', oneOff]]).holidays],
    };
    const movement = moved(due(foreseen), due(more));
    expect(explainMovement(movement, 'fr')).toBe(
      "L'échéance passe du vendredi 29 mai 2026 au lundi 1er juin 2026 (3 jours plus tard). " +
        'Jour férié ajouté au décompte : Jour exceptionnel, vendredi 29 mai 2026.',
    );
    expect(explainMovement(movement, 'ar')).toBe(
      'تأخر آخر الأجل من يوم الجمعة 29 ماي 2026 إلى يوم الاثنين فاتح يونيو 2026 (بفارق 3 أيام). ' +
        'عطلة أضيفت إلى الحساب: عطلة استثنائية، الجمعة 29 ماي 2026.',
    );
    expect(moved(due(foreseen), due(more), { before: foreseen, after: more }).reasons).toEqual(movement.reasons);
  });

  it('names a Saturday that became a working day, and one that is none any more', () => {
    const worked = { ...foreseen, version: 3, workingDays: ['2026-05-30'] };
    expect(explainMovement(moved(due(foreseen, 3), due(worked, 3)), 'fr')).toBe(
      "L'échéance passe du lundi 1er juin 2026 au samedi 30 mai 2026 (2 jours plus tôt). " +
        'Désormais travaillé à titre exceptionnel : samedi 30 mai 2026.',
    );
    const back = moved(due(worked, 3), due(foreseen, 3));
    expect(explainMovement(back, 'fr')).toContain("N'est plus travaillé à titre exceptionnel : samedi 30 mai 2026.");
    expect(explainMovement(back, 'ar')).toContain('لم يعد يوم عمل استثنائيا: السبت 30 ماي 2026.');
  });

  it('does not blame a holiday that moved outside the delay', () => {
    const fitr = (date: string): [string, typeof adha] => [date, { ar: 'عيد الفطر', fr: 'Aïd al-Fitr' }];
    const before = withHolidays(1, [fitr('2026-05-22'), ['2026-06-05', adha]]);
    const after = withHolidays(2, [fitr('2026-05-21'), ['2026-06-08', adha], ['2026-05-27', oneOff]]);
    const { reasons } = moved(due(before), due(after), { before, after });
    expect(reasons).toEqual([
      { kind: 'holiday-added', name: oneOff, after: [{ from: '2026-05-27', to: '2026-05-27' }] },
    ]);
  });

  it('says so when nothing moved', () => {
    const movement = moved(due(foreseen, 1), due(announced, 1), { before: foreseen, after: announced });
    expect(movement).toEqual({ moved: false, from: '2026-05-26', to: '2026-05-26', days: 0, reasons: [] });
    expect(explainMovement(movement, 'fr')).toBe("L'échéance ne change pas : mardi 26 mai 2026.");
    expect(explainMovement(movement, 'ar')).toBe('لم يتغير آخر الأجل: الثلاثاء 26 ماي 2026.');
  });

  it('says so when legal time alone moved the instant', () => {
    const gmt = { ...foreseen, version: 2, offsetOverrides: [{ from: '2026-05-01', offsetMinutes: 0 }] };
    const movement = moved(due(foreseen), due(gmt));
    expect(movement).toMatchObject({ moved: true, days: 0, reasons: [] });
    expect(explainMovement(movement, 'fr')).toBe(
      "Le dernier jour reste le vendredi 29 mai 2026, mais l'heure légale a changé.",
    );
    expect(explainMovement(movement, 'ar')).toBe(
      'يبقى آخر الأجل يوم الجمعة 29 ماي 2026، غير أن الساعة القانونية تغيرت.',
    );
  });

  it('refuses two deadlines that are not one', () => {
    const delay: Delay = { amount: 2, unit: 'calendar-day' };
    const other = dueDate({ receivedAt: '2026-05-25T10:00Z', delay, calendar: foreseen });
    const later = dueDate({ receivedAt: '2026-05-26T10:00Z', delay, calendar: foreseen });
    expect(() => moved(due(foreseen), other)).toThrow(DeadlineInputError);
    expect(() => moved(other, later)).toThrow(expect.objectContaining({ field: 'after.receivedOn' }));
  });
});
