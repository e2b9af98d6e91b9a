import type { JournalEvent } from '@jamaa/proto/platform/v1/platform';
import { payloadOf } from '../decode.ts';
import { Failure } from '../failure.ts';
import { required } from '../options.ts';
import { instant, json, table } from '../table.ts';
import type { Command } from './command.ts';

/** Everything that has happened to one aggregate, from the permanent journal of its service. */
export const journal: Command = async ({ options, ask, print }) => {
  const service = required(options, 'service');
  const aggregateId = required(options, 'aggregate');
  const events: JournalEvent[] = [];
  for (let cursor = ''; ; ) {
    const request = { cursor, types: [], aggregateId, limit: 500, withoutData: false };
    const page = await ask(service, (clients, call) => clients.journal.replay(request, call));
    events.push(...page.events);
    cursor = page.nextCursor;
    if (page.end) break;
  }
  if (events.length === 0) throw new Failure(1, `${service} has no events of aggregate ${aggregateId}`);
  if (options.json) {
    return print(json(events.map(({ data, ...event }) => ({ ...event, payload: payloadOf(event.type, data) }))));
  }
  const rows = events.map((one) => [String(one.aggregateVersion), instant(one.time), one.type, one.id]);
  print(table(['VERSION', 'TIME', 'TYPE', 'EVENT'], rows));
};
