import { localDate } from './civil-date.ts';
import type { Stop } from './stopped-days.ts';
import type { DateRange, Holiday, Step } from './types.ts';

/** Collects, day by day and in order, why days were not counted. */
export class Tally {
  readonly #steps: Step[] = [];
  #weekendDays = 0;
  #holidayRun: { first: number; last: number; holiday: Holiday } | undefined;
  #stopRun: { stop: Stop; days: number; runs: { first: number; last: number }[] } | undefined;

  weekend(): void {
    this.#weekendDays += 1;
  }

  holiday(day: number, holiday: Holiday): void {
    const run = this.#holidayRun;
    const continues =
      run?.last === day - 1 && run.holiday.name.fr === holiday.name.fr && run.holiday.status === holiday.status;
    if (run && continues) run.last = day;
    else {
      this.#close();
      this.#holidayRun = { first: day, last: day, holiday };
    }
  }

  stopped(day: number, stop: Stop): void {
    if (this.#stopRun?.stop !== stop) {
      this.#close();
      this.#stopRun = { stop, days: 0, runs: [] };
    }
    this.#stopRun.days += 1;
    const last = this.#stopRun.runs.at(-1);
    if (last?.last === day - 1) last.last = day;
    else this.#stopRun.runs.push({ first: day, last: day });
  }

  add(step: Step): void {
    this.#close();
    this.#steps.push(step);
  }

  /** The steps so far; the weekends, being many, are told once after what lies between them. */
  steps(): Step[] {
    this.#close();
    return this.#weekendDays > 0 ? [...this.#steps, { kind: 'weekend', days: this.#weekendDays }] : [...this.#steps];
  }

  #close(): void {
    if (this.#holidayRun) this.#steps.push(holidayStep(this.#holidayRun));
    if (this.#stopRun) this.#steps.push(pauseStep(this.#stopRun));
    this.#holidayRun = undefined;
    this.#stopRun = undefined;
  }
}

function holidayStep({ first, last, holiday }: { first: number; last: number; holiday: Holiday }): Step {
  const { name, status } = holiday;
  return { kind: 'holiday', from: localDate(first), to: localDate(last), days: last - first + 1, name, status };
}

function pauseStep(run: { stop: Stop; days: number; runs: { first: number; last: number }[] }): Step {
  const ranges = run.runs.map(({ first, last }): DateRange => ({ from: localDate(first), to: localDate(last) }));
  return {
    kind: 'pause',
    askedOn: localDate(run.stop.asked),
    givenOn: localDate(run.stop.given),
    days: run.days,
    ranges,
  };
}
