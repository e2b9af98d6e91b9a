import {
  businessTimeStream,
  businessTimeSubject,
  createClock,
  createPlatform,
  migrate,
  type Platform,
} from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StorageType } from '@nats-io/jetstream';

const NINETY_DAYS_MS = 90 * 86_400_000;

describe('business time on the real processes', () => {
  let suite: Suite;
  const platforms: Platform[] = [];
  const start = async (environment: string): Promise<Platform> => {
    const env = suite.env('alpha', { NODE_ENV: environment, LOG_LEVEL: 'silent' });
    const platform = await createPlatform({ service: 'alpha', env, indexes: [], clock: createClock() });
    platforms.push(platform);
    return platform;
  };

  beforeAll(async () => {
    suite = await createSuite();
    await migrate({ service: 'alpha', indexes: [], consumes: [] }, suite.env('alpha'));
  });
  afterAll(async () => {
    await platforms[0]?.mongo.dropDatabase();
    for (const platform of platforms) await platform.close();
  });

  it('moves in every development process, one that starts later too, and never in production', async () => {
    const [first, production] = [await start('development'), await start('production')];
    const live = await first.bus.live();
    const subject = businessTimeSubject(suite.namespace);
    const name = businessTimeStream(suite.namespace);
    await live.manager.streams.add({ name, subjects: [subject], storage: StorageType.Memory, allow_direct: true });
    // Subscribing is not acknowledged: told again until it is heard.
    await until('moved', async () => {
      await live.js.publish(subject, String(NINETY_DAYS_MS));
      return first.clock.offsetMs === NINETY_DAYS_MS;
    });
    const later = await start('test');
    await until('moved at its start', () => later.clock.offsetMs === NINETY_DAYS_MS);
    await production.bus.live();
    expect(production.clock.offsetMs).toBe(0);
    await live.js.publish(subject, 'tomorrow');
    await live.js.publish(subject, '0');
    await until('back', () => first.clock.offsetMs === 0 && later.clock.offsetMs === 0);
    await live.manager.streams.delete(name);
  });
});
