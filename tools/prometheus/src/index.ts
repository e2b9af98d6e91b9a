export { fromKubernetes } from './inventory.ts';
export { selectors } from './promql.ts';
export { filledIn, panelQueries, ruleQueries } from './queries.ts';
export { rules } from './rules.ts';
export { type RunningPrometheus, startPrometheus, type Target } from './server.ts';
