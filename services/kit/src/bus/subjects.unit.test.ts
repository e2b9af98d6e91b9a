import { describe, expect, it } from '@jest/globals';
import { streamName, streamSubjects, subjectOf } from './subjects.ts';

const address = { namespace: 'jamaa', cell: '03' };

describe('subjects', () => {
  it('carry the cell, the service, the aggregate and the event', () => {
    expect(subjectOf(address, 'intake', 'jamaa.intake.complaint.submitted.v1')).toBe(
      'jamaa.03.intake.complaint.submitted',
    );
    expect(streamSubjects(address, 'intake')).toBe('jamaa.03.intake.>');
    expect(streamName(address, 'intake')).toBe('JAMAA_03_INTAKE');
  });
  it.each(['jamaa.sla.clock.warned.v1', 'jamaa.intake.complaint.submitted', 'jamaa.intake.a.b.c.v1', ''])(
    'are refused to another publisher, and to what is no event type (%s)',
    (type) => expect(() => subjectOf(address, 'intake', type)).toThrow('does not belong to intake'),
  );
});
