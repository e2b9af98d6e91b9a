export { type Account, subjectOf } from './accounts.ts';
export { developmentGrantType } from './development-grant.ts';
