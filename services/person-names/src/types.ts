/** The scripts in which the civil registry keeps names. */
export type Script = 'arabic' | 'latin' | 'tifinagh';

export const scripts: readonly Script[] = ['arabic', 'latin', 'tifinagh'];

/** One name in its legal spellings; a spelling that is not known is absent. None is ever made from another. */
export type NameInScripts = Readonly<Partial<Record<Script, string>>>;

/** What is compared of a person; what is not known is absent. */
export interface Identity {
  readonly firstNames?: NameInScripts;
  readonly familyName?: NameInScripts;
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; anything else counts as absent. */
  readonly birthDate?: string;
  readonly sex?: 'female' | 'male';
  /** Name or code of the place of birth; compared folded. */
  readonly birthPlace?: string;
  /** First names of the father, and of the mother. */
  readonly father?: NameInScripts;
  readonly mother?: NameInScripts;
}
