import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { newId } from '@jamaa/kit';
import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import { DeclareRequest as Declare, type DeclareRequest } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { birth, childNamed, death, differentName } from './people.ts';
import type { Registry } from './world.ts';

export const bureau = '03.451.01.09-1';
export const today = (): string => localDateOf(new Date(), moroccoPublicCalendar);
export const daysAgo = (days: number): string =>
  new Date(Date.parse(`${today()}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
export const year = (): number => Number(today().slice(0, 4));

export const declareRequest = (change: Partial<DeclareRequest> = {}): DeclareRequest =>
  Declare.fromPartial({
    kind: 'birth',
    bureauId: bureau,
    content: { $case: 'birth', value: birth(daysAgo(3)) },
    idempotencyKey: newId(),
    ...change,
  } as never);

/** A birth like no other: its own name and day. */
export const birthNumber = (number: number): DeclareRequest => {
  const { ar, latin } = differentName(number);
  const day = daysAgo(1 + (number % 20));
  return declareRequest({ content: { $case: 'birth', value: birth(day, childNamed(ar, latin, day)) } });
};

export const deathRequest = (change: object = {}): DeclareRequest =>
  declareRequest({ kind: 'death', content: { $case: 'death', value: death(daysAgo(2), change) } });

/** Declares and sends to review; the id of the declaration. */
export async function inReview(
  registry: Registry,
  request: DeclareRequest,
  by: 'registrar' | 'registrar-casablanca' = 'registrar',
): Promise<string> {
  const { declaration } = await registry.as(by)('declare', request);
  const id = declaration?.id ?? '';
  await registry.as(by)('executeDeclaration', { ...step(id, 'review') });
  return id;
}

export const step = (id: string, command: string, more: object = {}) => ({
  ...{ id, command, text: '', reasonCode: '', legalBasis: '', otherId: '', expectedVersion: 0, idempotencyKey: '' },
  ...more,
});

export const signing = (declarationId: string, idempotencyKey = '') => ({
  declarationId,
  expectedVersion: 0,
  idempotencyKey,
});

/** From declaration to act. */
export async function registered(registry: Registry, request: DeclareRequest): Promise<Act> {
  const id = await inReview(registry, request);
  const { act } = await registry.as('officer')('registerAct', signing(id));
  if (act === undefined) throw new Error('no act');
  return act;
}

export const open = (registry: Registry, kind = 'birth', firstNumber = 0, idempotencyKey = '') =>
  registry.as('officer')('openRegister', { bureauId: bureau, kind, year: year(), firstNumber, idempotencyKey });
