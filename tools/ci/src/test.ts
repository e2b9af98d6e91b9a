import { breakingArguments } from '../../upgrade/src/contracts.ts';
import { endWhenInterrupted, type Out } from './run.ts';
import { aside, check, conclude, jest, type Outcome } from './steps.ts';

endWhenInterrupted();

/** What runs one after the other, cheapest first; later steps run also when earlier ones failed, so that one run tells all. */
async function small(): Promise<Outcome[]> {
  return [
    await check('types', 'tsc', ['-p', 'tsconfig.json']),
    await check('lint', 'biome', ['check', '--error-on-warnings', '.']),
    await check('dead code', 'knip', []),
    await check('contracts', 'buf', ['lint', 'proto']),
    await check('compatibility', 'buf', await breakingArguments()),
    await jest('unit', { more: ['--maxWorkers=2'] }),
    await jest('deploy', { more: ['--maxWorkers=2'] }),
    // A connection that a suite left open must not hold the run up for ever.
    await jest('int', { more: ['--maxWorkers=2', '--forceExit'], again: true }),
  ];
}

/**
 * Each has a platform of its own and waits for it much of the time: beside the others. One moves its business time, one changes its rules, one
 * has two releases, one loses its database.
 */
const wholePlatforms = ['story', 'conformance', 'upgrade', 'drill'].map(
  (project, at) => (out: Out) => jest(project, { more: ['--forceExit'], again: true, out, port: 19_140 + 60 * at }),
);

const outcomes = (await Promise.all([small(), aside(wholePlatforms)])).flat();
// Three platforms at once: two régions and the hub.
outcomes.push(await jest('cells', { more: ['--forceExit'], again: true, port: 22_000 }));
// Suites that kill servers and suites that wait for them want the machine for themselves.
outcomes.push(await jest('e2e', { more: ['--runInBand', '--forceExit'], again: true }));
process.exit(conclude(outcomes));
