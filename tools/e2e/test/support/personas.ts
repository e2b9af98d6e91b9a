import { type Call, tokenOf } from '@jamaa/e2e';
import { freshCitizen } from './tokens.ts';

/** One person of each role, all of Sefrou (province 03.451) but for those whose office is the whole country. */
const accounts = {
  'desk clerk': 'clerk.sefrou',
  gestionnaire: 'gestionnaire.sefrou',
  'unit member': 'technical.sefrou',
  coordinator: 'coordinator.sefrou',
  validator: 'validator.sefrou',
  élu: 'elu.sefrou',
  supervisor: 'governor.sefrou',
  auditor: 'igat',
  administrator: 'admin.fes',
  'call-centre agent': 'callcentre',
} as const;

export type StaffRole = keyof typeof accounts;
export type Persona = StaffRole | 'citizen' | 'anonymous';

export const staffRoles = Object.keys(accounts) as StaffRole[];
export const personas: readonly Persona[] = [...staffRoles, 'citizen', 'anonymous'];

/** What a persona sends with a request to say who it is. */
export async function as(persona: Persona): Promise<Call> {
  if (persona === 'anonymous') return {};
  return { token: persona === 'citizen' ? await freshCitizen() : await tokenOf(accounts[persona]) };
}

/** Runs all, a few at a time, and gives the results in order. */
export async function gently<T, R>(items: readonly T[], run: (item: T) => Promise<R>, width = 8): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await run(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
