import type { Channel, State } from '@jamaa/proto/vocabulary';

export { type Channel, channels, type Kind, kinds, type State, states } from '@jamaa/proto/vocabulary';

/** States in which the case still waits for the administration or for a complement. */
export const openStates = [
  'received',
  'qualification',
  'assigned',
  'in-progress',
  'awaiting-complement',
  'answer-proposed',
] as const satisfies readonly State[];

/** States in which something was decided: supervision may still ask why. */
export const decidedStates = [
  'answered',
  'refused',
  'redirected',
  'closed',
  'handed-over',
] as const satisfies readonly State[];

/** Channels on which the deposit is its own acknowledgement: immediate for electronic deposit (Decree 2-17-265). */
export const electronicChannels: readonly Channel[] = ['web', 'mobile', 'open311'];

export const languages = ['ar', 'fr', 'zgh'] as const;
export type Language = (typeof languages)[number];

/** Reasons for which a réclamation may be refused (Decree 2-17-265). */
export const refusalCodes = [
  'before-court',
  'with-prosecutor',
  'not-competent',
  'insulting',
  'not-to-template',
  'unclear',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export const origins = [
  'direct',
  'bureau-ordre',
  '3737',
  'chikaya',
  'gouverneur',
  'igat',
  'mediateur',
  'ministry',
  'cabinet-royal',
  'consulate',
] as const;

/** What the caller is to one case. A person may be several at once. */
export const actors = [
  'complainant',
  'desk-clerk',
  'unit-member',
  'handler',
  'coordinator',
  'gestionnaire',
  'validator',
  'administrator',
  'supervisor',
  'auditor',
  'explainer',
  'trainer',
  'routing',
  'time',
] as const;
export type Actor = (typeof actors)[number];

/** Those of the body who work on the case. */
export const bodyActors: readonly Actor[] = [
  'desk-clerk',
  'unit-member',
  'handler',
  'coordinator',
  'gestionnaire',
  'validator',
];
