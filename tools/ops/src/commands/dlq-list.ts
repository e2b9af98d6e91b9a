import type { DeadLetter } from '@jamaa/proto/platform/v1/platform';
import { Failure } from '../failure.ts';
import { instant, json, table } from '../table.ts';
import type { Command, Work } from './command.ts';

type Found = DeadLetter & { readonly service: string };

/** Open letters of one service, oldest first. */
export const lettersOf = async (
  { ask, options }: Pick<Work, 'ask' | 'options'>,
  service: string,
  all = false,
): Promise<Found[]> => {
  const { letters } = await ask(service, ({ letters: rpc }, call) =>
    rpc.list({ aggregateId: options.aggregate ?? '', all, limit: options.limit }, call),
  );
  return letters.map((letter) => ({ service, ...letter }));
};

export const dlqList: Command = async (work) => {
  const { options, target } = work;
  const services = options.service === undefined ? target.services : [options.service];
  const found: Found[] = [];
  const unreached: Failure[] = [];
  for (const service of services) {
    try {
      found.push(...(await lettersOf(work, service, options.all)));
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode !== 3 || services.length === 1) throw error;
      unreached.push(error);
    }
  }
  const answered = services.length - unreached.length;
  if (options.json) work.print(json(found));
  else if (found.length === 0) work.print(`no dead letters in ${answered} service${answered === 1 ? '' : 's'}`);
  else work.print(asTable(found, options.all));
  // What was found is shown, but nobody must take a list that lacks a service for the whole.
  if (unreached.length > 0) throw new Failure(3, unreached.map((one) => one.message).join('\n'));
};

const asTable = (letters: readonly Found[], all: boolean): string =>
  table(
    ['SERVICE', 'SOURCE', 'AGGREGATE', 'VERSION', 'STATE', 'TYPE', 'ERROR', 'TRIES', 'PARKED', 'EVENT'].concat(
      all ? ['SETTLED', 'BY', 'REASON'] : [],
    ),
    letters.map((one) => [
      one.service,
      one.source,
      one.aggregateId,
      String(one.aggregateVersion),
      one.state,
      one.type,
      one.errorCode,
      String(one.attempts),
      instant(one.parkedAt),
      one.eventId,
      ...(all ? [instant(one.settledAt), one.settledBy, one.settledReason] : []),
    ]),
  );
