import { expect, it } from '@jest/globals';
import { channels, kinds, states } from './vocabulary.ts';

it('words of the contract are those that people and the API write', () => {
  expect(kinds).toEqual(['reclamation', 'observation', 'suggestion']);
  expect(states).toEqual([
    ...['received', 'qualification', 'assigned', 'in-progress', 'awaiting-complement', 'answer-proposed'],
    ...['answered', 'refused', 'redirected', 'closed', 'withdrawn', 'merged', 'handed-over'],
  ]);
  expect(channels).toEqual(['web', 'mobile', 'desk', 'call-centre', 'open311', 'import']);
});
