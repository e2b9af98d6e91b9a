import { expect, it } from '@jest/globals';
import { birthAct } from '../../../test/support/acts.ts';
import { fullCopyForm } from './full-copy.ts';

const registeredOn = (instant: string): string =>
  JSON.stringify(fullCopyForm(birthAct({ registeredAt: new Date(instant) }), 'x'));

it('says on which day an act was registered, by legal time, and of an old register as it was taken over', () => {
  expect(registeredOn('2026-05-31T23:30:00Z')).toContain('juin');
  expect(registeredOn('1955-03-04T00:00:00Z')).toContain('mars');
});
