import type { Holiday, LocalizedText } from '../types.ts';

interface CivilHoliday {
  monthDay: string;
  name: LocalizedText;
  /** First year of celebration within the table. */
  since?: number;
}

/** Days off fixed by date for the public sector (decree 2-77-169 and its amendments). */
const CIVIL: readonly CivilHoliday[] = [
  { monthDay: '01-01', name: { ar: 'رأس السنة الميلادية', fr: 'Nouvel An' } },
  { monthDay: '01-11', name: { ar: 'ذكرى تقديم وثيقة الاستقلال', fr: "Manifeste de l'Indépendance" } },
  { monthDay: '01-14', name: { ar: 'رأس السنة الأمازيغية', fr: 'Nouvel An amazigh' } },
  { monthDay: '05-01', name: { ar: 'عيد الشغل', fr: 'Fête du Travail' } },
  { monthDay: '07-30', name: { ar: 'عيد العرش', fr: 'Fête du Trône' } },
  { monthDay: '08-14', name: { ar: 'ذكرى استرجاع إقليم وادي الذهب', fr: 'Journée de Oued Ed-Dahab' } },
  { monthDay: '08-20', name: { ar: 'ذكرى ثورة الملك والشعب', fr: 'Révolution du Roi et du Peuple' } },
  { monthDay: '08-21', name: { ar: 'عيد الشباب', fr: 'Fête de la Jeunesse' } },
  // Instituted after 31 October 2025.
  { monthDay: '10-31', name: { ar: 'عيد الوحدة', fr: "Fête de l'Unité" }, since: 2026 },
  { monthDay: '11-06', name: { ar: 'ذكرى المسيرة الخضراء', fr: 'Marche Verte' } },
  { monthDay: '11-18', name: { ar: 'عيد الاستقلال', fr: "Fête de l'Indépendance" } },
];

/** The civil holidays of the years from `first` to `last`, both included. */
export function civilHolidays(first: number, last: number): Holiday[] {
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return years.flatMap((year) =>
    CIVIL.filter(({ since = first }) => year >= since).map(
      ({ monthDay, name }): Holiday => ({ date: `${year}-${monthDay}`, name, status: 'confirmed' }),
    ),
  );
}
