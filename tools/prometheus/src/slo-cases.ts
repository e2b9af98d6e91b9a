import { burn, objectives, spent, total, windows } from '../../../observability/rules/slo.ts';
import type { AlertCase, RecordedCase } from './cases.ts';

type Series = Readonly<Record<string, string>>;

const given = (slo: string, spentPerSecond: string, perSecond = '10'): Series => ({
  [`${spent}{cell="03",slo="${slo}"}`]: spentPerSecond,
  [`${total}{cell="03",slo="${slo}"}`]: `${perSecond}x300`,
});
/** So many steps at one burn rate, of ten events a second. */
const at = (rate: number, steps: number): string => `${rate * 10}x${steps}`;

/**
 * Cases of the rules that are the same for every objective. The mean over a window tells it from a shorter one: what is spent jumps half a
 * window before the end.
 */
export function burnCases(): Map<string, RecordedCase> {
  const steps = { '5m': 5, '30m': 30, '1h': 60, '2h': 120, '6h': 6, '1d': 24, '3d': 72 } as const;
  return new Map(
    windows.map((window) => {
      const before = steps[window];
      const half = Math.max(2, Math.floor(before / 2));
      const step = ['6h', '1d', '3d'].includes(window) ? '1h' : '1m';
      // A window is open on the left: of five minutes, five samples. The first value is one more than is repeated.
      const series = given('delivery', `${at(0, before - 1)} ${at(8, half + 20)}`);
      const gives = { '{cell="03",slo="delivery"}': (8 * half) / before };
      return [burn(window), { step, at: `${before + half - 1}${step.slice(1)}`, given: series, gives }];
    }),
  );
}

/** Each path of each alert, by the alert's name: what fires it, and what comes near. */
export function sloCases(): Map<string, AlertCase[]> {
  const found = new Map<string, AlertCase[]>();
  for (const { id, name } of objectives) {
    const course = (values: string): Series => given(id, values);
    const page = { cell: '03', severity: 'page' };
    found.set(`Jamaa${name}Page`, [
      {
        // Fast; and one that was over half an hour ago, as the short windows say while the long ones still remember.
        at: '65m',
        fires: { given: course(`${at(0, 34)} ${at(40, 50)}`), for: page },
        silent: { given: course(`${at(40, 29)} ${at(0, 50)}`) },
      },
      {
        // Slower, and for hours; and a night in which hardly anybody comes, when one failure is a large share.
        at: '40m',
        fires: { given: course(at(7, 60)), for: page },
        silent: { given: given(id, at(0.000_1, 60), '0.00001') },
      },
      { at: '40m', fires: { given: course(at(15, 60)), for: page }, silent: { given: course(at(5, 60)) } },
    ]);
    const ticket = { cell: '03', severity: 'ticket' };
    found.set(`Jamaa${name}Ticket`, [
      {
        step: '1h',
        at: '10h',
        fires: { given: course(at(4, 12)), for: ticket },
        silent: { given: course(at(0.5, 12)) },
      },
      {
        step: '1h',
        at: '14h',
        fires: { given: course(at(1.5, 20)), for: ticket },
        silent: { given: course(`${at(2, 5)} ${at(0, 20)}`) },
      },
    ]);
  }
  return found;
}
