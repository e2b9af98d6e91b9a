import { type Addresses, Country } from '@jamaa/e2e/cells';

const told = process.env['JAMAA_CELLS'] ?? '{"national":"","cells":{}}';
export const country = new Country(JSON.parse(told) as Addresses);

/** Takes a cell or the hub down, or brings it back, all its processes. */
export async function control(code: string, what: 'stop' | 'start'): Promise<void> {
  const answer = await fetch(`${process.env['JAMAA_CELLS_CONTROL']}/${code}/${what}`, {
    signal: AbortSignal.timeout(200_000),
  });
  if (!answer.ok) throw new Error(`${code} does not ${what}: ${await answer.text()}`);
}
