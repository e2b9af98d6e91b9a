import type { Delay } from '@jamaa/deadlines';

const calendarDays: Readonly<Record<number, string>> = {
  1: 'INO',
  2: 'DEC',
  3: 'ASS EAU ELE ANI',
  5: 'ECL HYG',
  7: 'DPS CIR CON ABA CIM',
  10: 'STA ODP NUI',
  15: 'VOI ESV AMB CIV SOC',
  20: 'MOB TRB TRT SPO',
  30: 'URB ECO TAX RUR ACC',
  60: 'FON COR AUT',
};

const workingDays: Readonly<Record<number, string>> = { 3: 'LEG', 20: 'INF' };

const rows = (table: Readonly<Record<number, string>>, unit: Delay['unit']): [string, Delay][] =>
  Object.entries(table).flatMap(([amount, codes]) =>
    codes.split(' ').map((code): [string, Delay] => [code, { amount: Number(amount), unit }]),
  );

/** Internal targets by category code: our rule, except INF (law 31-13 art. 16: 20 working days). */
export const targets2026: Readonly<Record<string, Delay>> = Object.fromEntries([
  ...rows(calendarDays, 'calendar-day'),
  ...rows(workingDays, 'working-day'),
]);
