export { type Drill, mustHold, type Outcome, timed } from './drill.ts';
export { drills } from './drills.ts';
export { runDrill, tableOf } from './run.ts';
export { World } from './world.ts';
