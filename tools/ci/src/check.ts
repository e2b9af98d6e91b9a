import { breakingArguments } from '../../upgrade/src/contracts.ts';
import { endWhenInterrupted } from './run.ts';
import { check, conclude, jest, type Outcome } from './steps.ts';

endWhenInterrupted();

/** Before every commit, in under a minute: types, lint, contracts, and the unit tests that the change since HEAD touches. */
const outcomes: Outcome[] = [
  await check('types', 'tsc', ['-p', 'tsconfig.json']),
  await check('lint', 'biome', ['check', '--error-on-warnings', '.']),
  await check('contracts', 'buf', ['lint', 'proto']),
  await check('compatibility', 'buf', await breakingArguments()),
  await jest('unit', { more: ['--onlyChanged', '--passWithNoTests'], mayBeNone: true }),
];
process.exit(conclude(outcomes));
