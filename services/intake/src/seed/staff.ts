import type { Caller } from '@jamaa/kit';
import { z } from 'zod';
import type { Random } from './random.ts';

/** Accounts that exist already, so that seeded cases lie on their desks: subject, role, organisation, unit. */
export const staffList = z.array(
  z.object({ subject: z.string(), role: z.string(), organisation: z.string(), unit: z.string() }),
);
export type StaffMember = z.infer<typeof staffList>[number];

export interface Staff {
  /** Who holds an office there: a given account, else one of three made-up subjects. */
  member(random: Random, role: string, organisation: string, unit: string): Caller;
}

export function createStaff(members: readonly StaffMember[]): Staff {
  const held = Map.groupBy(members, ({ role, organisation, unit }) => `${role} ${organisation}/${unit}`);
  return {
    member(random, role, organisation, unit) {
      const office = held.get(`${role} ${organisation}/${unit}`) ?? held.get(`${role} ${organisation}/`);
      const made = `seed-${role}-${organisation}-${unit}-${1 + random.below(3)}`;
      const subject = office === undefined ? made : random.pick(office).subject;
      return { kind: 'account', subject, client: 'portal', acr: 'strong' };
    },
  };
}
