import { call, type Filed, tokenOf } from '@jamaa/e2e';
import { exposition, sumOf } from '../support/metrics.ts';

const open = ['received', 'qualification', 'assigned', 'in-progress', 'awaiting-complement', 'answer-proposed'];
const answers = ['answered', 'refused', 'redirected'];

interface Figures {
  readonly received: number;
  readonly open: number;
  readonly answered: number;
  readonly overdue: number;
  readonly breached: number;
}

/** Figures of these cases of Sefrou, from what the case and its clocks say of themselves. */
export async function countedByHand(cases: readonly Filed[]): Promise<Figures> {
  const token = await tokenOf('gestionnaire.sefrou');
  const sums = { received: 0, open: 0, answered: 0, overdue: 0, breached: 0 };
  for (const { reference } of cases) {
    const { body: one } = await call('GET', `/v1/complaints/${reference}`, { token });
    const { body } = await call('GET', `/v1/complaints/${reference}/clocks`, { token });
    const legal = body.clocks.find(({ kind }: { kind: string }) => kind === 'legal');
    const states = one.timeline.map(({ status }: { status: string }) => status);
    const answered = states.some((state: string) => answers.includes(state)) || one.disposition !== undefined;
    const late = legal?.breachedAt !== undefined;
    sums.received += 1;
    if (open.includes(one.status)) sums.open += 1;
    if (answered) sums.answered += 1;
    if (late) sums.breached += 1;
    if (late && open.includes(one.status) && !answered) sums.overdue += 1;
  }
  return sums;
}

/** The same as insights tells it; open and overdue also as Prometheus is told. */
export async function figuresTold(): Promise<Figures | undefined> {
  const path = '/v1/insights/summary?territory=commune:03.451.01.09&from=2026-01-01&to=2026-12-31';
  const { body } = await call('GET', path, { token: await tokenOf('gestionnaire.sefrou') });
  const { received, open: stillOpen, answered, overdue, breached } = body.total as Figures;
  const text = await exposition('insights');
  const province = { province: '03.451' };
  const same =
    sumOf(text, 'jamaa_insights_open_cases', province) === stillOpen &&
    sumOf(text, 'jamaa_insights_overdue_cases', province) === overdue;
  return same ? { received, open: stillOpen, answered, overdue, breached } : undefined;
}
