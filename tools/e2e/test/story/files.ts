import type { File, Happening } from './oracle/case.ts';
import { type Instant, localDay, moment } from './oracle/days.ts';
import { type Script, unitOf } from './script.ts';

const meanings: Readonly<Record<string, Exclude<Happening['what'], 'category'>>> = {
  acknowledge: 'acknowledged',
  'ask-complement': 'asked',
  complement: 'given',
  approve: 'answered',
  redirect: 'answered',
  withdraw: 'withdrawn',
  merge: 'merged',
  unmerge: 'separated',
  reopen: 'reopened',
};

/** The file of a case as an inspector would read it: what was received when, and what happened to it. */
export function fileOf({ at, kind, category, paper, acts }: Script, until: Instant): File {
  const happenings = acts
    .filter((act) => moment(act.at) < until)
    .flatMap((act): Happening[] => {
      const what = meanings[act.command];
      const instant = moment(act.at);
      if (what !== undefined) return [{ at: instant, what }];
      const corrected = act.body?.['category'];
      return typeof corrected === 'string' ? [{ at: instant, what: 'category', category: corrected }] : [];
    });
  const registered = moment(at);
  return {
    kind: kind ?? 'reclamation',
    category,
    received: paper === undefined ? registered : moment(paper.received),
    registered,
    acknowledged: paper === undefined,
    happenings,
  };
}

/** The unit that has a case at an instant. */
export function unitAt({ at, category, acts }: Script, instant: Instant): string {
  const moved = acts.filter((act) => act.command === 'assign' && moment(act.at) <= instant).at(-1);
  return String(moved?.body?.['unit'] ?? unitOf(category, localDay(moment(at))));
}
