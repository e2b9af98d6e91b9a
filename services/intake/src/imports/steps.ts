import type { ComplaintEvent } from '../domain/complaint.ts';
import type { RegisterCase } from '../domain/imports/line.ts';

/** One step after the deposit of a case that is taken over, and when it happened. */
export interface Step {
  readonly event: ComplaintEvent;
  /** Absent: with the import. */
  readonly happenedAt?: Date | undefined;
}

/** What became of a case before it was taken over by `organisation`. Pure. */
export function stepsOf(read: RegisterCase, organisation: string): readonly Step[] {
  const { state, unit, answer, endedAt: happenedAt } = read;
  const { category } = read.checked;
  switch (state) {
    case 'open': {
      if (unit === '') return [];
      const placed = { organisation, unit, person: '', category: category.code, communeCode: read.communeCode };
      return [{ event: { type: 'assigned', ...placed } }];
    }
    case 'answered':
      return [{ event: { type: 'answered', text: answer }, happenedAt }];
    case 'closed': {
      const answered = answer === '' ? [] : [{ event: { type: 'answered', text: answer } as const, happenedAt }];
      return [...answered, { event: { type: 'closed', reason: 'no-feedback' }, happenedAt }];
    }
    case 'refused': {
      const refusal = { reasonCode: read.refusalCode ?? 'unclear', legalBasis: '', text: answer, missingFields: [] };
      return [{ event: { type: 'refused', refusal }, happenedAt }];
    }
    case 'withdrawn':
      return [{ event: { type: 'withdrawn' }, happenedAt }];
  }
}
