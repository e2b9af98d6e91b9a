import type { OfficeHours } from '../types.ts';

const ramadan = { ar: 'شهر رمضان', fr: 'Ramadan' };

/**
 * Hours of State administrations and collectivités territoriales: 08:30 to 16:30 (decree 2-05-916 of 20 July 2005), 09:00 to 15:00 in
 * Ramadan (yearly circulars), whose days are foreseen by the tabular Islamic calendar. Dated configuration that administrators edit.
 */
export const moroccoOfficeHours: readonly OfficeHours[] = [
  { from: '2005-07-25', opens: '08:30', closes: '16:30' },
  ...[
    ['2024-03-11', '2024-04-09'],
    ['2025-03-01', '2025-03-30'],
    ['2026-02-18', '2026-03-19'],
    ['2027-02-08', '2027-03-09'],
    ['2028-01-28', '2028-02-26'],
    ['2029-01-16', '2029-02-14'],
    ['2030-01-06', '2030-02-04'],
    ['2030-12-26', '2031-01-24'],
  ].map(([from = '', to = '']): OfficeHours => ({ from, to, opens: '09:00', closes: '15:00', name: ramadan })),
];
