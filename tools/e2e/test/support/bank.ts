import { bank } from '@jamaa/e2e';
import { expect } from '@jest/globals';

/** As a browser does: the form to the bank's page, then the choice on it; returns the page that leads back. */
export async function pay(fields: Record<string, string>, behaviour: string): Promise<string> {
  const page = await fetch(`${bank}/pay`, { method: 'POST', body: new URLSearchParams(fields) });
  expect(page.status).toBe(200);
  const done = await fetch(`${bank}/pay/${fields['oid']}`, {
    method: 'POST',
    body: new URLSearchParams({ behaviour }),
  });
  return done.text();
}
