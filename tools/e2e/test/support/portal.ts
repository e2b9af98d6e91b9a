import { type Answer, call, nationalPortal } from '@jamaa/e2e';

export interface ReportedStatus {
  readonly status: string;
  readonly reference: string;
  readonly message?: string;
}

/** Files a case with the double of the national portal. Returns its number there. */
export async function deposit(change: Record<string, unknown> = {}): Promise<string> {
  const body = JSON.stringify({
    description: 'مصباح معطل',
    complainant: { name: 'ليلى', phone: '0612345670' },
    ...change,
  });
  const answer = await fetch(`${nationalPortal}/cases`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  return ((await answer.json()) as { number: string }).number;
}

/** What was reported there about a case, in order. */
export async function reported(number: string): Promise<ReportedStatus[]> {
  const { cases } = (await (await fetch(`${nationalPortal}/cases`)).json()) as {
    cases: { number: string; statuses: ReportedStatus[] }[];
  };
  return cases.find((one) => one.number === number)?.statuses ?? [];
}

/** The case here, as a member of the staff sees it. */
export const caseHere = (number: string, token: string): Promise<Answer> =>
  call('GET', `/v1/complaints/by-old-reference?source=chikaya&reference=${number}`, { token });
