/** Arabic first; names of the territory have no Tifinagh form in the source. */
export interface LocalText {
  readonly ar: string;
  readonly fr: string;
}

export const organisationKinds = [
  'commune',
  'province',
  'region',
  'arrondissement',
  'gouverneur',
  'wali',
  'dgct',
  'igat',
  'srm',
  'sdl',
  'operator',
  'eci',
  'groupement',
  'agence-urbaine',
  'onee',
  'onssa',
  'etat',
  'consulate',
  'training',
] as const;

export type OrganisationKind = (typeof organisationKinds)[number];

export interface Unit {
  readonly code: string;
  readonly name: LocalText;
}

export interface Organisation {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: LocalText;
  /** Territory code it serves, or `00`. */
  readonly territory: string;
  readonly units: readonly Unit[];
  readonly smallCommuneProfile: boolean;
  readonly validationRequired: boolean;
  readonly onPlatform: boolean;
  readonly address?: LocalText;
  /** In charge from this instant, and before the other. */
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** Id of the gouverneur who supervises it; of the wali. Absent where the line has none. */
  readonly gouverneur?: string;
  readonly wali?: string;
}

/** How a body works from an instant on, as an administrator decided; all there ever was, by ascending instant. */
export interface Settings {
  readonly validFrom: Date;
  readonly smallCommuneProfile: boolean;
  readonly validationRequired: boolean;
  readonly decidedAt: Date;
  /** callerKey of the administrator. */
  readonly decidedBy: string;
}

/** A new decision among the earlier ones: of two for one instant the later decided wins. */
export const withDecision = (settings: readonly Settings[], decided: Settings): Settings[] =>
  [...settings, decided].sort(
    (a, b) => a.validFrom.getTime() - b.validFrom.getTime() || a.decidedAt.getTime() - b.decidedAt.getTime(),
  );
