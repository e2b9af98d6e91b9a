import { describe, expect, it } from '@jest/globals';
import { metricIn, perFlow } from './commits.ts';
import { cpuPerFlow, secondsIn } from './cpu.ts';
import { sumMemory } from './memory.ts';
import { tableOf } from './table.ts';

describe('commits per flow', () => {
  it('sums a metric over its labels and minds longer names', () => {
    const text =
      '# HELP jamaa_x_total t\njamaa_x_total{a="1"} 3\njamaa_x_total{a="2"} 4\njamaa_x_total_other 9\njamaa_x_total 1\n';
    expect(metricIn(text, 'jamaa_x_total')).toBe(8);
    expect(metricIn(text, 'jamaa_y_total')).toBe(0);
  });
  it('divides what was committed by the flows', () => {
    expect(perFlow({ intake: 10, sla: 5 }, { intake: 60, sla: 30, routing: 10 }, 10)).toEqual({
      intake: 5,
      sla: 2.5,
      routing: 1,
      all: 8.5,
    });
  });
});

describe('memory', () => {
  it('is summed over the processes asked for', () => {
    const names = new Map([
      [11, 'intake'],
      [12, 'mongo'],
    ]);
    expect(sumMemory('   11 102400\n   12  51200\n   13 999\n', names)).toEqual({
      total: 150,
      processes: { intake: 100, mongo: 50 },
    });
  });
});

describe('processor time', () => {
  it('is read behind a name that holds brackets and blanks', () => {
    expect(secondsIn('42 (a (b) c) S 1 42 42 0 -1 4194304 100 0 0 0 150 25 0 0 20 0 11 0')).toBe(1.75);
  });
  it('is shared out among the flows, the costliest first', () => {
    expect(cpuPerFlow({ intake: 1, mongo: 1 }, { intake: 2, mongo: 3 }, 100)).toEqual({
      all: 30,
      mongo: 20,
      intake: 10,
    });
  });
});

describe('table', () => {
  it('aligns names left and figures right', () => {
    expect(
      tableOf(
        ['step', 'p50'],
        [
          ['take', 3.5],
          ['propose', 12],
        ],
      ),
    ).toBe('step     p50\n-------  ---\ntake     3.5\npropose   12');
  });
});
