import type { OffsetOverride } from '../types.ts';

/**
 * Legal time under decree 2-18-855 of 26 October 2018: GMT+1, and GMT around Ramadan from and to Sundays set yearly by
 * order. 2024 to 2026 are as ordered (2026: order 3.06.26 of 29 January 2026); from 2027 on the Sundays are foreseen by
 * the practice since 2012 (the last Sunday before Ramadan, the first after it). Ends with the holiday table.
 */
export const moroccoLegalTime2018: readonly OffsetOverride[] = [
  { from: '2024-01-01', to: '2031-01-01', offsetMinutes: 60 },
  { from: '2024-03-10', to: '2024-04-14', offsetMinutes: 0 },
  { from: '2025-02-23', to: '2025-04-06', offsetMinutes: 0 },
  { from: '2026-02-15', to: '2026-03-22', offsetMinutes: 0 },
  { from: '2027-02-07', to: '2027-03-14', offsetMinutes: 0 },
  { from: '2028-01-23', to: '2028-03-05', offsetMinutes: 0 },
  { from: '2029-01-14', to: '2029-02-18', offsetMinutes: 0 },
  { from: '2029-12-30', to: '2030-02-10', offsetMinutes: 0 },
  { from: '2030-12-22', to: '2031-01-01', offsetMinutes: 0 },
];

/**
 * The same with the return to GMT all year from 20 September 2026, as release 2026c of the public time zone database
 * records it (8 July 2026). To be set by an administrator together with the order that says so.
 */
export const moroccoLegalTime2026: readonly OffsetOverride[] = [
  ...moroccoLegalTime2018,
  { from: '2026-09-20', offsetMinutes: 0 },
];
