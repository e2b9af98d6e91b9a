import { setTimeout as pause } from 'node:timers/promises';
import type { RepublishState } from '@jamaa/proto/platform/v1/platform';
import { Failure } from '../failure.ts';
import { required } from '../options.ts';
import { instant, json } from '../table.ts';
import type { Command } from './command.ts';

const POLL_MS = 500;
const POLLS_PER_LINE = 10;

/** Starts a republishing and follows it to its end; `--no-wait` leaves it to itself, `--status` only looks. */
export const republish: Command = async ({ options, ask, print, tell }) => {
  const service = required(options, 'service');
  const look = async (): Promise<RepublishState> =>
    known((await ask(service, (c, call) => c.journal.getRepublish({}, call))).run);
  const show = (run: RepublishState): void => print(options.json ? json({ service, ...run }) : lineOf(service, run));
  if (options.status) return show(await look());
  const operator = required(options, 'operator');
  const request = { sinceCursor: options.since ?? '', operator };
  let run = known((await ask(service, (c, call) => c.journal.republish(request, call))).run);
  for (let polls = 1; options.wait && run.state === 'running'; polls += 1) {
    await pause(POLL_MS);
    run = await look();
    if (polls % POLLS_PER_LINE === 0) tell(lineOf(service, run));
  }
  show(run);
};

const known = (run: RepublishState | undefined): RepublishState => {
  if (run === undefined) throw new Failure(1, 'the service answers without a state');
  return run;
};

function lineOf(service: string, run: RepublishState): string {
  if (run.state === 'none') return `${service}: never republished`;
  const from = run.sinceCursor === '' ? 'the beginning' : run.sinceCursor;
  const when = run.finishedAt === undefined ? `since ${instant(run.startedAt)}` : `at ${instant(run.finishedAt)}`;
  return `${service}: ${run.state}, ${run.published} events from ${from}, asked by ${run.operator}, ${when}`;
}
