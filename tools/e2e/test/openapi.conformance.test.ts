import { call, tokenOf } from '@jamaa/e2e';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Answers, answersOf, operationsWith } from './conformance/answers.ts';
import { type ApiDocument, nameOf, type Operation, operationsOf } from './conformance/api-document.ts';
import { fileCases } from './conformance/cases.ts';
import { fileCivil } from './conformance/civil.ts';
import { configuration } from './conformance/configuration.ts';
import { installed } from './conformance/install.ts';
import { realData } from './conformance/real-data.ts';
import { type Run, schemathesis } from './conformance/schemathesis.ts';
import { exposition } from './support/metrics.ts';
import { gently } from './support/personas.ts';

/** Random requests over all operations of a run: with more operations each gets fewer, so that a run takes the same time. */
const RANDOM = 500;

interface Trial extends Pick<Run, 'mode' | 'phases'> {
  readonly who: string;
  readonly account?: string;
  readonly of: (operation: Operation) => boolean;
}

const civil = ({ path }: Operation): boolean => /^\/v1\/(civil|document-orders)/.test(path);
const others = (operation: Operation): boolean => !civil(operation);

/**
 * An administrator comes past every door, and walks the limits of all schemas; handler and officer get work done. That who has not signed in
 * is refused at all other doors is a matter of `access.e2e`.
 */
const trials: readonly Trial[] = [
  {
    who: 'somebody not signed in, with a tracking code',
    mode: 'all',
    phases: ['examples', 'coverage'],
    of: ({ open }) => open,
  },
  { who: 'an administrator', account: 'admin', mode: 'all', phases: ['examples', 'coverage'], of: () => true },
  { who: 'a citizen', account: 'citizen.amina', mode: 'all', phases: ['fuzzing'], of: () => true },
  { who: 'a handler', account: 'gestionnaire.azzaba', mode: 'positive', phases: ['fuzzing'], of: others },
  { who: 'an officer', account: 'civil-officer.sefrou', mode: 'positive', phases: ['fuzzing'], of: civil },
];

let operations: readonly Operation[];
let answers: Answers;
/** What the tool found for each trial; nothing when all holds. */
let found: ReadonlyMap<string, string>;

beforeAll(async () => {
  const home = await installed();
  const { body } = await call('GET', '/openapi.json');
  operations = operationsOf(body as ApiDocument);
  const cases = await fileCases();
  const known = await fileCivil();
  const settings = configuration(await realData(body as ApiDocument, known), cases);
  const examples = Math.max(5, Math.round(RANDOM / operations.length));
  const reports = await gently(
    trials,
    async ({ who, account, of, ...how }) => {
      const headers: Record<string, string> =
        account === undefined
          ? { 'Tracking-Code': cases[0]?.trackingCode ?? '' }
          : { Authorization: `Bearer ${await tokenOf(account)}` };
      const mine = operations.filter(of);
      const run = { home, configuration: settings, headers, examples, operations: mine, ...how };
      return [who, await schemathesis(run)] as const;
    },
    2,
  );
  found = new Map(reports);
  answers = answersOf(operations, await exposition('gateway'));
}, 300_000);

it.each(trials)('the OpenAPI document holds, by schemathesis, for $who', ({ who }) => {
  const report = found.get(who);
  // The tool's own words, which name each operation, what was wrong and the curl line.
  if (report !== '') throw new Error(report ?? 'was not tried');
});

describe('what the gateway itself counted', () => {
  it('every operation was called', () => {
    expect(operations.length).toBeGreaterThan(30);
    expect(operationsWith(answers, () => true)).toEqual(operations.map(nameOf));
  });
  it('none answered 5xx', () => expect(operationsWith(answers, (status) => status >= 500)).toEqual([]));
  it('two fifths were also granted: the others want a case in a state that few have', () => {
    const granted = operationsWith(answers, (status) => status < 300);
    const missing = operations.map(nameOf).filter((one) => !granted.includes(one));
    expect(missing.length <= (operations.length * 3) / 5 ? [] : missing).toEqual([]);
  });
});
