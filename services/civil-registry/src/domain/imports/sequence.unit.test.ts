import { describe, expect, it } from '@jest/globals';
import { LARGEST_GAP, missingOf, type Sequence, takeNumber } from './sequence.ts';

const empty: Sequence = { firstNumber: 1, lastNumber: 0, gaps: [], filled: [] };

function after(numbers: readonly number[], from = empty): Sequence {
  return numbers.reduce((sequence, number) => {
    const taken = takeNumber(sequence, number);
    if ('code' in taken) throw new Error(`${number}: ${taken.code}`);
    return taken.next;
  }, from);
}

describe('numbers of an old register', () => {
  it('are kept, with what is missing between them', () => {
    const sequence = after([1, 2, 5, 6, 9]);
    expect(sequence).toMatchObject({
      lastNumber: 9,
      gaps: [
        { from: 3, to: 4 },
        { from: 7, to: 8 },
      ],
    });
    expect(missingOf(sequence)).toEqual(sequence.gaps);
  });

  it('may come later where they were missing, once', () => {
    const sequence = after([1, 6, 3]);
    expect(missingOf(sequence)).toEqual([
      { from: 2, to: 2 },
      { from: 4, to: 5 },
    ]);
    expect(takeNumber(sequence, 3)).toEqual({ code: 'double' });
    expect(takeNumber(sequence, 6)).toEqual({ code: 'double' });
  });

  it('do not begin before the first, nor leap', () => {
    const later = { ...empty, firstNumber: 400, lastNumber: 399 };
    expect(takeNumber(later, 399)).toEqual({ code: 'below-first' });
    expect(takeNumber(later, 400)).toEqual({ next: { ...later, lastNumber: 400 } });
    expect(takeNumber(empty, LARGEST_GAP + 2)).toEqual({ code: 'jump' });
    expect(takeNumber(empty, LARGEST_GAP + 1)).toHaveProperty('next');
  });
});
