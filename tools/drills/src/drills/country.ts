import { tokenOf } from '@jamaa/e2e';
import { Country, type Region } from '@jamaa/e2e/cells';
import { HUB } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import type { Cells } from '@jamaa/stack';

export const regions: readonly Region[] = ['03', '06'];
export const countryOf = ({ national, gateways }: Cells): Country => new Country({ national, cells: gateways });

/** Accounts are bound at the first sign-in; afterwards a token is verified without anybody's help. */
export async function signIn(country: Country): Promise<void> {
  for (const where of [HUB, ...regions]) await country.ask(where, 'GET', '/v1/me', { token: await tokenOf('dgct') });
}

export const received = async (country: Country): Promise<number> => {
  const cells = await Promise.all(regions.map((region) => country.figuresOf(region)));
  return cells.reduce((sum, one) => sum + one.received, 0);
};

export const untilCounted = (country: Country, wanted: number): Promise<boolean> =>
  until('all is counted in the cells', async () => (await received(country)) >= wanted, 600_000);
