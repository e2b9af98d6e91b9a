import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyOfCheckout, generator, run, typeCheck } from './checkout.ts';

/** Given a checkout, when a service is made, then it compiles, passes the linter and its own tests on real servers. */
describe('new-service', () => {
  let copy: string;
  beforeAll(async () => {
    copy = await copyOfCheckout();
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  const make = (...args: string[]) => run(copy, 'node', generator, ...args, '--root', copy);
  const everything = async () =>
    (await readdir(join(copy, 'services'))).concat(await readdir(join(copy, 'proto/jamaa'))).sort();
  const catalog = () => readFile(join(copy, 'proto/src/catalog.ts'), 'utf8');

  it('makes a service that is formatted, typed, linted, and whose own tests pass', async () => {
    const made = make('mail-room');
    expect(made).toMatchObject({ code: 0, output: expect.stringContaining("add 'mail-room' to serviceNames") });
    for (const room of ['README.md', 'package.json', 'src/main.ts', 'src/store/indexes.ts', 'src/events/submitted.ts'])
      expect(made.output).toContain(`  services/mail-room/${room}\n`);
    expect(run(join(copy, 'proto'), 'buf', 'lint')).toEqual({ code: 0, output: '' });
    expect(run(join(copy, 'proto'), 'buf', 'generate')).toEqual({ code: 0, output: '' });
    expect(run(copy, 'biome', 'check', '--error-on-warnings', 'services/mail-room', 'proto/src')).toMatchObject({
      code: 0,
    });
    expect(await typeCheck(copy, ['services/mail-room', 'proto/src'])).toEqual({ code: 0, output: '' });
    const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
    const report = join(copy, 'report.json');
    const own = ['--selectProjects', 'unit', 'int', '--testPathPatterns', 'mail-room'];
    const tests = run(copy, 'node', ...jest, ...own, '--json', `--outputFile=${report}`);
    // The whole report of a run that failed, or that was cut off.
    if (tests.code !== 0) throw new Error(`ended with ${tests.code}: ${tests.output}`);
    const { numPassedTests, numFailedTests, numTotalTests, numPassedTestSuites } = JSON.parse(
      await readFile(report, 'utf8'),
    ) as Record<string, number>;
    expect(numFailedTests).toBe(0);
    expect(numPassedTests).toBe(numTotalTests);
    expect(numPassedTests).toBeGreaterThanOrEqual(5);
    expect(numPassedTestSuites).toBe(2);
  }, 240_000);

  it('refuses a name that is bad or taken, and leaves nothing behind', async () => {
    const before = { everything: await everything(), catalog: await catalog() };
    for (const [args, message] of [
      [['Mail Room'], 'bad name "Mail Room": lower-case words joined by hyphens'],
      [['gateway'], 'bad name "gateway"'],
      [['intake'], 'proto/jamaa/intake exists already'],
      [[], 'one name is expected'],
      [['a', 'b'], 'one name is expected'],
    ] as const) {
      expect(make(...args)).toEqual({ code: 1, output: expect.stringContaining(`new-service: ${message}`) });
    }
    expect(run(copy, 'node', generator, 'fine', '--root', join(copy, 'proto'))).toMatchObject({
      code: 1,
      output: expect.stringContaining('is not a checkout of the platform'),
    });
    expect({ everything: await everything(), catalog: await catalog() }).toEqual(before);
  });

  it('takes everything back when the last step fails', async () => {
    // The catalog's replacement cannot be written: a folder stands in its place.
    const before = { everything: await everything(), catalog: await catalog() };
    const obstacle = join(copy, 'proto/src/catalog.ts.new');
    await mkdir(obstacle);
    expect(make('tea-room').code).toBe(1);
    await rm(obstacle, { recursive: true });
    expect({ everything: await everything(), catalog: await catalog() }).toEqual(before);
  });
});
