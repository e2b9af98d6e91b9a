import { type Day, type Instant, instantOf, localDay, opening } from './days.ts';
import { ACKNOWLEDGEMENT_DAYS, DASHBOARD_DAYS, LEGAL_DAYS, lastDay, type Stop, type Target, targetOf } from './law.ts';

export const clockNames = ['legal', 'acknowledgement', 'internal'] as const;
export type ClockName = (typeof clockNames)[number];

/** Something a clock says: a warning (`J-15`, `80%`), `breach`, or the level of supervision it is brought to. */
export interface Saying {
  readonly clock: ClockName;
  readonly what: string;
  readonly at: Instant;
}

/** Days before the last day, shares of the target, and the ladder in days after the breach. */
const rules: Record<ClockName, { before: number[]; shares: number[]; ladder: [level: string, after: number][] }> = {
  legal: {
    before: [15, 5],
    shares: [],
    ladder: [
      ['directeur-services', 0],
      ['president', 5],
      ['gouverneur', 15],
      ['wali', 30],
      ['dgct', 60],
    ],
  },
  acknowledgement: { before: [], shares: [], ladder: [['directeur-services', 0]] },
  internal: { before: [], shares: [0.5, 0.8], ladder: [['unit', 0]] },
};

/** One deadline of one case, watched morning by morning. What it has said is kept, so that nothing is said twice. */
export class ExpectedClock {
  readonly name: ClockName;
  category: string;
  private start: Instant;
  private readonly stops: { asked: Instant; given?: Instant }[] = [];
  private warned = new Set<string>();
  private told = new Set<string>();
  private breached = false;
  private old = false;
  ended: 'met' | 'stopped' | undefined;

  constructor(name: ClockName, category: string, start: Instant) {
    this.name = name;
    this.category = category;
    this.start = start;
  }

  get target(): Target {
    if (this.name === 'legal') return { days: LEGAL_DAYS, working: false };
    if (this.name === 'acknowledgement') return { days: ACKNOWLEDGEMENT_DAYS, working: false };
    return targetOf(this.category, localDay(this.start));
  }

  /** End of the delay as known at an instant; `undefined` while a complement is awaited. */
  due(knownAt: Instant): Instant | undefined {
    const last = this.last(this.target.days, knownAt);
    return last === undefined ? undefined : instantOf(last + 1, '00:00');
  }

  pause(at: Instant): void {
    if (this.name === 'internal') this.stops.push({ asked: at });
  }
  resume(at: Instant): void {
    const open = this.stops.find(({ given }) => given === undefined);
    if (open !== undefined) open.given = at;
  }
  startAgain(at: Instant): void {
    this.start = at;
    this.stops.length = 0;
    this.warned = new Set();
    this.told = new Set();
    this.breached = false;
    this.ended = undefined;
  }

  /** What it says at an instant; `morning` when offices open and warnings leave. */
  look(now: Instant, morning: boolean): Saying[] {
    const due = this.due(now);
    const last = this.last(this.target.days, now);
    if (this.ended !== undefined || due === undefined || last === undefined) return [];
    const say = (what: string): Saying => ({ clock: this.name, what, at: now });
    if (due > now) {
      // A later date undoes what was said of an earlier one; warnings that have left do not leave again.
      this.breached = false;
      this.told.clear();
      return morning ? [...this.threshold(now), ...this.warn(now, last)].map(say) : [];
    }
    const said: Saying[] = [];
    if (!this.breached) said.push(say('breach'));
    this.breached = true;
    for (const [level, after] of rules[this.name].ladder) {
      if (this.told.has(level) || opening(last + 1 + after) > now) continue;
      this.told.add(level);
      said.push(say(level));
    }
    return said;
  }

  /** Decree 2-17-265: what is older than thirty days stands on the managers' dashboard; they are told once. */
  private threshold(now: Instant): string[] {
    if (this.name !== 'legal' || this.old || localDay(now) <= localDay(this.start) + DASHBOARD_DAYS) return [];
    this.old = true;
    return ['T30'];
  }

  /** Of warnings whose morning has come and that have not left, the latest leaves for all. */
  private warn(now: Instant, last: Day): string[] {
    const { before, shares } = rules[this.name];
    const days: [string, Day][] = before.map((days) => [`J-${days}`, last - days]);
    for (const share of shares) {
      const used = this.last(Math.ceil(share * this.target.days), now);
      if (used !== undefined) days.push([`${share * 100}%`, used]);
    }
    const come = days
      .filter(([, day]) => opening(day) > this.start && opening(day) <= now)
      .filter(([key]) => !this.warned.has(key))
      .sort(([, a], [, b]) => a - b);
    for (const [key] of come) this.warned.add(key);
    const latest = come.at(-1);
    return latest === undefined ? [] : [latest[0]];
  }

  private last(days: number, knownAt: Instant): Day | undefined {
    const stops: readonly Stop[] = this.stops;
    return lastDay(this.start, { days, working: this.target.working }, stops, knownAt);
  }
}
