/** Durations of one step, each kept: percentiles are exact, and a hundred thousand of them are less than a megabyte. */
export interface Samples {
  record(milliseconds: number): void;
  readonly count: number;
  summary(): Summary;
}

/** Milliseconds, rounded to hundredths. Percentiles are by nearest rank: a value that was really measured. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function createSamples(): Samples {
  let values = new Float64Array(1024);
  let count = 0;
  return {
    record(milliseconds) {
      if (count === values.length) {
        const wider = new Float64Array(values.length * 2);
        wider.set(values);
        values = wider;
      }
      values[count] = milliseconds;
      count += 1;
    },
    get count() {
      return count;
    },
    summary: () => summarise(values.slice(0, count)),
  };
}

function summarise(values: Float64Array): Summary {
  const sorted = values.sort();
  const at = (percent: number): number => round(percentile(sorted, percent));
  const sum = sorted.reduce((total, value) => total + value, 0);
  return {
    count: sorted.length,
    mean: round(sorted.length === 0 ? 0 : sum / sorted.length),
    p50: at(50),
    p95: at(95),
    p99: at(99),
    max: at(100),
  };
}

/** The smallest value of ascending `sorted` that at least `percent` per cent of all do not exceed; 0 of none. */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  if (percent <= 0 || percent > 100) throw new RangeError('a percentile is above 0 and at most 100');
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

const round = (value: number): number => Math.round(value * 100) / 100;
