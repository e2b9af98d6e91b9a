export { identityKeys, nameKeys, queryKeys } from './keys.ts';
export { DUPLICATE_THRESHOLD, duplicateScore, likeness, weights } from './likeness/likeness.ts';
export { type NameRules, nameRules } from './rules/name-rules.ts';
export { type DeclaredNames, type NameViolation, nameViolations } from './rules/violations.ts';
export { scriptOf } from './script.ts';
export { type Suggestion, suggestions } from './suggest/suggest.ts';
export type { Identity, NameInScripts, Script } from './types.ts';
export { foldName } from './words.ts';
