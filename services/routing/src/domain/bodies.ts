import type { Place } from './place.ts';

/** A body as a rule names it (a template or an organisation's id), or as a decision does (always an id). */
export interface Body {
  readonly organisation: string;
  readonly unit: string;
}

const templates: Readonly<Record<string, (place: Place) => string>> = {
  commune: (place) => `commune:${place.commune}`,
  province: (place) => `province:${place.province}`,
  region: (place) => `region:${place.region}`,
  gouverneur: (place) => `gouverneur:${place.province}`,
  wali: (place) => `wali:${place.region}`,
  srm: (place) => `srm:${place.region}`,
};

/** Whether it stands for a body that the place says. Its name is the kind of that body. */
export const isTemplate = (name: string): boolean => Object.hasOwn(templates, name);

const SINGLE = new Set(['igat', 'dgct', 'onee', 'onssa']);
const OF_KIND =
  /^(commune|arrondissement|province|region|gouverneur|wali|srm|sdl|operator|eci|groupement|agence-urbaine|etat):[a-z0-9.-]+$/;

/** Whether a rule may name it: a template, or the id of an organisation. */
export const isOrganisation = (name: string): boolean => isTemplate(name) || SINGLE.has(name) || OF_KIND.test(name);

/** The organisation's id at a place; an explicit id stands for itself. */
export const organisationAt = (name: string, place: Place): string => templates[name]?.(place) ?? name;

export const bodyAt = (body: Body, place: Place): Body => ({
  ...body,
  organisation: organisationAt(body.organisation, place),
});

const isGouverneur = (organisation: string): boolean =>
  organisation === 'gouverneur' || organisation.startsWith('gouverneur:');

/** Who may hold a confidential case: IGAT, and the governor's named officer. Nobody else, whatever a rule says. */
export const mayHoldConfidential = ({ organisation, unit }: Body): boolean =>
  organisation === 'igat' || (isGouverneur(organisation) && unit === 'named-officer');

/** Who may be consulted on a confidential case. A governor's staff see it through their named officer only. */
export const mayBeConsultedInConfidence = (organisation: string): boolean =>
  organisation === 'igat' || isGouverneur(organisation);
