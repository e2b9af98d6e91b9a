import { untilReady } from '@jamaa/e2e';
import { startLoad } from '@jamaa/e2e/load';
import { until } from '@jamaa/kit/testing';
import { type Drill, mustHold, timed } from '../drill.ts';
import { acknowledged, refusals, storedCases, untilWhole } from '../filings.ts';
import { metricOf, readinessOf } from '../told.ts';
import type { World } from '../world.ts';

const SECOND_MS = 1_000;
const LIFE_S = 40;

/** Certificates of the links end: renewed in time, and forgotten. */
export const certificateExpiry: Drill = {
  name: 'certificate-expiry',
  fault:
    'with mutual TLS between all, certificates that end within a minute are put in place; they are renewed in time, once; then intake’s ends and nobody renews it',
  holds:
    'the metric of the alert tells the end before; renewed files are used without a restart; an ended certificate closes links (503, never 500), and its renewal opens them without a restart; nothing acknowledged is lost',
  withinMs: 600_000,
  async run(world: World) {
    const certificates = await world.secured();
    const stack = await world.stack();
    const write = async (...given: Parameters<typeof certificates.renew>): Promise<void> => {
      await certificates.renew(...given);
      // The broker reads its files when it is told to; a cluster's reloader does that.
      const broker = stack.pidOf('nats');
      if (broker !== undefined) process.kill(broker, 'SIGHUP');
    };
    const load = startLoad(world.reduced ? 2 : 4);
    await load.accepts(4);
    const ends = new Date(Date.now() + LIFE_S * SECOND_MS);
    await write(ends);
    await until('the metric tells that the end is near', async () => within(await left(world), 0, LIFE_S), 10_000);
    const told = await left(world);
    await write();
    await until('all old certificates have ended', () => Date.now() > ends.getTime() + SECOND_MS);
    // It starts with renewed files among processes that have run all the time, and all have to connect anew.
    await world.startAnew('routing');
    await untilReady();
    await load.accepts(world.reduced ? 4 : 20);
    await untilWhole(world, acknowledged(load));

    await write(new Date(Date.now() + SECOND_MS), ['intake']);
    await until('the metric tells that it has ended', async () => within(await left(world), -LIFE_S, 0), 10_000);
    await world.startAnew('intake');
    const begun = load.filings.length;
    await load.begins(world.reduced ? 4 : 20);
    await until(
      'filings are refused',
      () => load.filings.slice(begun).some(({ attempts }) => attempts.length > 0),
      20_000,
    );
    const readiness = await readinessOf(world, 'intake');
    const accepted = load.filings.slice(begun).filter((one) => one.accepted.length > 0).length;
    mustHold('a link with an ended certificate is closed', accepted === 0, accepted);
    const again = await timed(async () => {
      await write();
      await untilReady();
      await load.accepts(4);
      await load.end();
    });
    const all = acknowledged(load);
    await untilWhole(world, all);
    mustHold('every acknowledged filing is stored', (await storedCases(world, all)).length === all.length);
    const refused = refusals(load);
    await world.stop();
    return {
      lost: `nothing of ${all.length} acknowledged filings; ${refused} answers “come again”; intake, which started with an ended certificate, answered /readyz with ${readiness}`,
      took: {
        toldSecondsBefore: Math.round(told ?? 0),
        acceptingAfterSeconds: again.seconds,
      },
    };
  },
};

/** Seconds that intake's certificate has left. */
const left = async (world: World): Promise<number | undefined> =>
  (await metricOf(world, 'intake', 'tls_certificate_expires_seconds'))[0];

const within = (value: number | undefined, from: number, to: number): boolean =>
  value !== undefined && value > from && value < to;
