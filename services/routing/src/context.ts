import { createPlatform, journalOf, type Platform, rpcService, type Served, serve } from '@jamaa/kit';
import { RoutingServiceService } from '@jamaa/proto/routing/v1/routing';
import type { RoutingEnvironment } from './config.ts';
import { onSubmitted } from './events/submitted.ts';
import { methods } from './rpc/methods.ts';
import { indexes } from './store/indexes.ts';
import { openRuleBook, type RuleBook } from './store/rule-book.ts';
import { seedWhenEmpty } from './store/rule-sets.ts';
import { routingMetrics } from './telemetry.ts';

export interface RoutingContext {
  readonly platform: Platform;
  readonly served: Served;
  readonly book: RuleBook;
}

/** Builds the service once. @throws when the database is out of reach or holds no rules that can be used; nothing stays open. */
export async function createContext(env: RoutingEnvironment): Promise<RoutingContext> {
  const platform = await createPlatform({ service: 'routing', env, indexes });
  try {
    await seedWhenEmpty(platform.mongo, platform.clock.now());
    const book = await openRuleBook(platform, env.RULES_REFRESH_MS);
    const metrics = routingMetrics(platform.metrics, () => book.current.version);
    platform.consume(
      'intake',
      [onSubmitted(platform, book, metrics)],
      journalOf(platform, 'intake', env.INTAKE_ADDRESS),
    );
    const served = await serve(platform, [rpcService(RoutingServiceService, methods(platform, book))]);
    return { platform, served, book };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
