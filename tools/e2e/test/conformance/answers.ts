import { nameOf, type Operation } from './api-document.ts';

/** How often each operation answered each status, by the operation's name. */
export type Answers = ReadonlyMap<string, ReadonlyMap<number, number>>;

const LINE =
  /^jamaa_gateway_request_seconds_count\{(?=[^}]*method="(\w+)")(?=[^}]*route="([^"]*)")(?=[^}]*status="(\d+)")[^}]*\} (\d+)$/gm;

/**
 * What the gateway counted for each operation: its own measure, because a tool that calls nothing reports no failure either.
 * Operations that were never called are in it with nothing.
 */
export function answersOf(operations: readonly Operation[], exposition: string): Answers {
  const names = new Map(
    operations.map((one) => [`${one.method} ${one.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, nameOf(one)]),
  );
  const answers = new Map(operations.map((one) => [nameOf(one), new Map<number, number>()]));
  for (const [, method, route, status, count] of exposition.matchAll(LINE)) {
    answers.get(names.get(`${method} ${route}`) ?? '')?.set(Number(status), Number(count));
  }
  return answers;
}

/** Names of the operations that answered a status for which `wanted` holds. */
export const operationsWith = (answers: Answers, wanted: (status: number) => boolean): string[] =>
  [...answers].filter(([, statuses]) => [...statuses.keys()].some(wanted)).map(([name]) => name);
