import type { RuleInput } from './rule.ts';
import { desks } from './seed/desks.ts';
import { networkRules } from './seed/networks.ts';
import { confidentialRules, otherBodies } from './seed/other-bodies.ts';
import { publicSpace } from './seed/public-space.ts';

/**
 * Version 1 of the rules: every category of the table of responsibilities, for the whole country, and the dated arrival of
 * the régional societies. Contracts with operators, SDL and ECI are not seeded: administrators add them with their dates.
 */
export const seedRules: readonly RuleInput[] = [
  ...publicSpace,
  ...desks,
  ...networkRules,
  ...otherBodies,
  ...confidentialRules,
];
