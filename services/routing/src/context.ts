import {
  auditService,
  createDirectoryCopy,
  createPlatform,
  type DirectoryCopy,
  journalOf,
  type Platform,
  peer,
  rpcService,
  type Served,
  serve,
} from '@jamaa/kit';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { RoutingServiceService } from '@jamaa/proto/routing/v1/routing';
import type { RoutingEnvironment } from './config.ts';
import { brokenRules } from './domain/known-bodies.ts';
import { onClassified } from './events/classified.ts';
import { onCorrected } from './events/corrected.ts';
import { methods } from './rpc/methods.ts';
import { readBodies } from './store/bodies.ts';
import { draftCollection } from './store/drafts.ts';
import { allIndexes } from './store/indexes.ts';
import { openRuleBook, type RuleBook } from './store/rule-book.ts';
import { seedWhenEmpty } from './store/rule-sets.ts';
import { suggestionCollection } from './store/suggestions.ts';
import { routingMetrics } from './telemetry.ts';

export interface RoutingContext {
  readonly platform: Platform;
  readonly served: Served;
  readonly book: RuleBook;
}

/** Builds the service once. @throws when the database is out of reach or holds no rules that can be used; nothing stays open. */
export async function createContext(env: RoutingEnvironment): Promise<RoutingContext> {
  const platform = await createPlatform({ service: 'routing', env, indexes: allIndexes });
  try {
    await seedWhenEmpty(platform.mongo, platform.clock.now());
    const book = await openRuleBook(platform, env.RULES_REFRESH_MS);
    const directory = createDirectoryCopy(
      platform,
      peer(platform, DirectoryServiceClient, 'directory', env.DIRECTORY_ADDRESS),
    );
    const metrics = routingMetrics(
      platform.metrics,
      () => book.current.version,
      async () => countBroken(platform, book, directory),
    );
    platform.consume(
      'intake',
      [onClassified(platform, book, directory, metrics), onCorrected(platform)],
      journalOf(platform, 'intake', env.INTAKE_ADDRESS),
    );
    platform.consume('directory', directory.handlers, journalOf(platform, 'directory', env.DIRECTORY_ADDRESS));
    const audit = await auditService(
      platform,
      { collection: draftCollection, field: 'auditHead' },
      { collection: suggestionCollection, field: 'auditHead' },
    );
    const doors = [rpcService(RoutingServiceService, methods({ platform, book, directory })), audit];
    const served = await serve(platform, doors, () => [directory.check()]);
    return { platform, served, book };
  } catch (error) {
    await platform.close();
    throw error;
  }
}

/** Rules in force today whose body is gone; none while the copy of the directory is not whole yet. */
async function countBroken(platform: Platform, book: RuleBook, directory: DirectoryCopy): Promise<number> {
  if (directory.check().state !== 'ok') return 0;
  const now = platform.clock.now();
  return brokenRules(book.current.rules, await readBodies(platform.mongo), now).length;
}
