import { Failure } from '../failure.ts';
import { required } from '../options.ts';
import { json } from '../table.ts';
import type { Command, Work } from './command.ts';
import { lettersOf } from './dlq-list.ts';

/** Which stream the aggregate's letters came from. @throws Failure when there are none, or from more than one without --source */
async function sourceOf(work: Work, service: string, aggregateId: string): Promise<string> {
  const letters = await lettersOf(work, service);
  const sources = [...new Set(letters.map((one) => one.source))].filter(
    (one) => work.options.source === undefined || one === work.options.source,
  );
  const [source, ...others] = sources;
  if (source === undefined) throw new Failure(1, `${service} has no open dead letters of aggregate ${aggregateId}`);
  if (others.length > 0) throw new Failure(2, `several sources, give one: --source ${sources.join(' | ')}`);
  return source;
}

export const dlqRequeue: Command = async (work) => {
  const { options, ask, print } = work;
  const service = required(options, 'service');
  const aggregateId = required(options, 'aggregate');
  const operator = required(options, 'operator');
  const source = await sourceOf(work, service, aggregateId);
  const done = await ask(service, ({ letters }, call) => letters.requeue({ source, aggregateId, operator }, call));
  if (options.json) print(json({ service, source, aggregateId, operator, ...done }));
  else print(`${aggregateId}: ${done.applied} applied, ${done.stillParked} still parked`);
  if (done.stillParked > 0) throw new Failure(1, `stopped at: ${done.error}`);
};

export const dlqDiscard: Command = async (work) => {
  const { options, ask, print } = work;
  const service = required(options, 'service');
  const aggregateId = required(options, 'aggregate');
  const reason = required(options, 'reason');
  const operator = required(options, 'operator');
  const source = await sourceOf(work, service, aggregateId);
  const request = { source, aggregateId, operator, reason };
  const { discarded } = await ask(service, ({ letters }, call) => letters.discard(request, call));
  if (options.json) print(json({ service, ...request, discarded }));
  else print(`${aggregateId}: ${discarded} discarded`);
};
