import { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import {
  ComplaintDesignated,
  ComplaintExplained,
  ComplaintReminded,
  ExplanationDemanded,
  ExplanationOverdue,
} from '@jamaa/proto/intake/v1/events';
import { expect, it } from '@jest/globals';
import { supervisionMessages as told } from './supervision-messages.ts';

const dueAt = new Date('2026-11-05T23:00:00Z');
const complaint = ComplaintSnapshot.fromPartial({
  id: 'c-1',
  reference: '03-26-7K3Q9M-C',
  version: 5,
  organisation: 'commune:03.451.01.09',
});
const event = { complaint, organisation: 'province:03.451', dueAt, accountIds: ['a', 'b', 'a'] };
const [reference, organisation] = ['03-26-7K3Q9M-C', 'province:03.451'];

it.each([
  ['reminded', told.reminded(ComplaintReminded.fromPartial(event)), { organisation: 'commune:03.451.01.09' }],
  ['explanation-demanded', told.explanationDemanded(ExplanationDemanded.fromPartial(event)), { organisation, dueAt }],
  ['explanation-overdue', told.explanationOverdue(ExplanationOverdue.fromPartial(event)), { organisation, dueAt }],
  ['explained', told.explained(ComplaintExplained.fromPartial(event)), { organisation }],
  ['designated', told.designated(ComplaintDesignated.fromPartial(event)), { organisation }],
] as const)('%s: each account that is named, once', (template, drafts, more) => {
  const draft = { template, complaintId: 'c-1', version: 5, particulars: { reference, ...more } };
  expect(drafts).toEqual(['a', 'b'].map((accountId) => ({ ...draft, recipient: { kind: 'account', accountId } })));
});

it('an event without a complaint is refused', () => {
  expect(() => told.reminded(ComplaintReminded.fromPartial({ accountIds: ['a'] }))).toThrow('no complaint');
});
