/** What this service keeps of one complaint. */
export interface Entry {
  readonly complaintId: string;
  readonly state: 'open' | 'finished';
  /** Number of events so far. */
  readonly version: number;
}

export interface Finish {
  readonly type: 'finish';
  readonly at: Date;
}

export interface Finished {
  readonly type: 'finished';
  readonly at: Date;
}

export type Decision = { readonly events: readonly Finished[] } | { readonly refused: 'finished-already' };

export const openEntry = (complaintId: string): Entry => ({ complaintId, state: 'open', version: 0 });

/** What a command does to an entry: events, or the reason why not. */
export function decide(command: Finish, entry: Entry): Decision {
  if (entry.state === 'finished') return { refused: 'finished-already' };
  return { events: [{ type: 'finished', at: command.at }] };
}

export const evolve = (entry: Entry, event: Finished): Entry => ({
  ...entry,
  state: event.type,
  version: entry.version + 1,
});
