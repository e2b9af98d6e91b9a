import type { Holiday, LocalDate, LocalizedText } from '../types.ts';

const FITR: LocalizedText = { ar: 'عيد الفطر', fr: 'Aïd al-Fitr' };
const ADHA: LocalizedText = { ar: 'عيد الأضحى', fr: 'Aïd al-Adha' };
const MUHARRAM: LocalizedText = { ar: 'فاتح محرم', fr: '1er Moharram' };
const MAWLID: LocalizedText = { ar: 'عيد المولد النبوي', fr: 'Aïd al-Mawlid' };

/**
 * Religious holidays, the public sector having two days for each Aïd. All are foreseen: the months begin when the
 * Ministry of Habous announces the crescent, a day sooner or later than here. The dates are those of the tabular
 * (arithmetical, civil-epoch) Islamic calendar: 1–2 Chaoual, 10–11 Dhou al-hijja, 1 Moharram, 12–13 Rabia I.
 */
export const religiousHolidays: readonly Holiday[] = [
  ...foreseen(FITR, ['2024-04-10', '2024-04-11']),
  ...foreseen(ADHA, ['2024-06-17', '2024-06-18']),
  ...foreseen(MUHARRAM, ['2024-07-08']),
  ...foreseen(MAWLID, ['2024-09-16', '2024-09-17']),
  ...foreseen(FITR, ['2025-03-31', '2025-04-01']),
  ...foreseen(ADHA, ['2025-06-07', '2025-06-08']),
  ...foreseen(MUHARRAM, ['2025-06-27']),
  ...foreseen(MAWLID, ['2025-09-05', '2025-09-06']),
  ...foreseen(FITR, ['2026-03-20', '2026-03-21']),
  ...foreseen(ADHA, ['2026-05-27', '2026-05-28']),
  ...foreseen(MUHARRAM, ['2026-06-17']),
  ...foreseen(MAWLID, ['2026-08-26', '2026-08-27']),
  ...foreseen(FITR, ['2027-03-10', '2027-03-11']),
  ...foreseen(ADHA, ['2027-05-17', '2027-05-18']),
  ...foreseen(MUHARRAM, ['2027-06-06']),
  ...foreseen(MAWLID, ['2027-08-15', '2027-08-16']),
  ...foreseen(FITR, ['2028-02-27', '2028-02-28']),
  ...foreseen(ADHA, ['2028-05-05', '2028-05-06']),
  ...foreseen(MUHARRAM, ['2028-05-25']),
  ...foreseen(MAWLID, ['2028-08-03', '2028-08-04']),
  ...foreseen(FITR, ['2029-02-15', '2029-02-16']),
  ...foreseen(ADHA, ['2029-04-24', '2029-04-25']),
  ...foreseen(MUHARRAM, ['2029-05-15']),
  ...foreseen(MAWLID, ['2029-07-24', '2029-07-25']),
  ...foreseen(FITR, ['2030-02-05', '2030-02-06']),
  ...foreseen(ADHA, ['2030-04-14', '2030-04-15']),
  ...foreseen(MUHARRAM, ['2030-05-04']),
  ...foreseen(MAWLID, ['2030-07-13', '2030-07-14']),
];

function foreseen(name: LocalizedText, dates: readonly LocalDate[]): Holiday[] {
  return dates.map((date) => ({ date, name, status: 'foreseen' }));
}
