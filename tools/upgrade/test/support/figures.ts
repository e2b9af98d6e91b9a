import { until } from '@jamaa/kit/testing';
import { sumOf } from '../../../e2e/test/support/metrics.ts';
import { portsOf } from './control.ts';

/** Waits until the service of figures has counted so many complaints as received, no more and no fewer. */
export async function untilCounted(complaints: number): Promise<void> {
  const { admin } = await portsOf('new', 'insights');
  let told = 0;
  await until(
    `${complaints} complaints counted`,
    async () => {
      const text = await (await fetch(`http://127.0.0.1:${admin}/metrics`)).text();
      told = sumOf(text, 'jamaa_insights_received_total');
      return told === complaints;
    },
    60_000,
  ).catch((error: unknown) => {
    throw new Error(`${told} of ${complaints} complaints are counted`, { cause: error });
  });
}
