import type { Grant } from '@jamaa/kit';
import { confidentialBody } from './access.ts';
import type { Complaint } from './complaint.ts';
import { openDemands } from './supervise.ts';

/** Kinds of queues: whose turn it is with a case. */
export const queueKinds = [
  'mine',
  'to-take',
  'awaiting-complement',
  'to-qualify',
  'to-validate',
  'overdue',
  'to-explain',
  'explanations',
] as const;
export type QueueKind = (typeof queueKinds)[number];

/** A queue of one person: where its cases are found, and what they must be beside. */
export interface Queue {
  /** `kind` or `kind:place`, for example `to-take:commune:03.451.01.09/technical`. */
  readonly id: string;
  readonly kind: QueueKind;
  readonly organisation: string;
  readonly unit: string;
  readonly token: string;
  readonly open: boolean;
  readonly overdue: boolean;
}

/**
 * Tokens of the queues a case stands in, beside the visibility tokens and under the same indexes: a queue costs what is in it,
 * not what its body has. A confidential case stands only in queues of those who may have it.
 */
export function queueTokens(complaint: Complaint): string[] {
  const { state, organisation, unit, handler, confidential } = complaint;
  if (confidential && !confidentialBody(organisation)) return [];
  const tokens: string[] = [];
  if (handler !== '' && ['assigned', 'in-progress', 'awaiting-complement'].includes(state))
    tokens.push(`q:mine:${handler}`);
  if (state === 'assigned' && handler === '') tokens.push(`q:to-take:${organisation}/${unit}`);
  if (state === 'awaiting-complement') tokens.push(`q:awaiting-complement:${organisation}/${unit}`);
  // IGAT as a whole opens what it has; a governor's services only the unit of the named officer.
  const secret = [`${organisation}/${unit}`, ...(organisation === 'igat' ? ['igat/'] : [])];
  for (const place of confidential ? secret : [organisation]) {
    if (state === 'answer-proposed') tokens.push(`q:to-validate:${place}`);
    if (state === 'qualification') tokens.push(`q:to-qualify:${place}`);
  }
  if (confidential) return tokens;
  const demands = openDemands(complaint);
  for (const asked of new Set(demands.map((one) => one.organisation))) tokens.push(`q:to-explain:${asked}`);
  if (demands.length > 0) {
    const parts = complaint.communeCode.split('.');
    const above = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
    tokens.push('q:explanations:00', ...above.map((code) => `q:explanations:${code}`));
  }
  return tokens;
}

/** The queues of a person with these grants, each once, in the order in which a day begins. */
export function queuesOf(subject: string, grants: readonly Grant[]): Queue[] {
  const queues = new Map<string, Queue>();
  const add = (kind: QueueKind, at: Partial<Pick<Queue, 'organisation' | 'unit' | 'overdue'>>, token: string): void => {
    const { organisation = '', unit = '', overdue = false } = at;
    const place = token.slice(token.indexOf(':', token.startsWith('q:') ? 2 : 0) + 1);
    const id = kind === 'mine' ? kind : `${kind}:${place}`;
    const open = kind !== 'to-explain' && kind !== 'explanations';
    queues.set(id, { id, kind, organisation, unit, token, open, overdue });
  };
  for (const { role, organisation, unit, scope } of grants) {
    const at = { organisation, unit };
    const place = `${organisation}/${unit}`;
    const bodies = confidentialBody(organisation) ? [organisation, place] : [organisation];
    if (role === 'unit-member') add('mine', {}, `q:mine:${subject}`);
    if ((role === 'unit-member' || role === 'coordinator') && unit !== '') {
      add('to-take', at, `q:to-take:${place}`);
      add('awaiting-complement', at, `q:awaiting-complement:${place}`);
    }
    if (role === 'coordinator') {
      const token = unit === '' ? `org:${organisation}` : `unit:${place}`;
      add('overdue', { ...at, overdue: true }, token);
    }
    if (role === 'coordinator' || role === 'gestionnaire')
      for (const of of bodies) add('to-qualify', { organisation }, `q:to-qualify:${of}`);
    if (role === 'gestionnaire') add('overdue', { organisation, overdue: true }, `org:${organisation}`);
    if (role === 'validator') for (const of of bodies) add('to-validate', { organisation }, `q:to-validate:${of}`);
    if (role === 'validator' || role === 'coordinator')
      add('to-explain', { organisation }, `q:to-explain:${organisation}`);
    if (role === 'supervisor') {
      add('overdue', { overdue: true }, `in:${scope}`);
      add('explanations', {}, `q:explanations:${scope}`);
    }
  }
  return [...queues.values()].sort((a, b) => queueKinds.indexOf(a.kind) - queueKinds.indexOf(b.kind));
}
