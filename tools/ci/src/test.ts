import { check, conclude, jest, type Outcome } from './steps.ts';

/** Everything, cheapest first; later steps run also when earlier ones failed, so that one run tells all. */
const outcomes: Outcome[] = [
  await check('types', 'tsc', ['-p', 'tsconfig.json']),
  await check('lint', 'biome', ['check', '--error-on-warnings', '.']),
  await check('dead code', 'knip', []),
  await check('contracts', 'buf', ['lint', 'proto']),
  await jest('unit'),
  // A connection that a suite left open must not hold the run up for ever.
  await jest('int', { more: ['--maxWorkers=2', '--forceExit'], again: true }),
  await jest('e2e', { more: ['--runInBand', '--forceExit'], again: true }),
  // Moves the business time of the whole platform, so that it has one of its own.
  await jest('story', { more: ['--forceExit'], again: true }),
];
process.exit(conclude(outcomes));
