import type { Check } from '@jamaa/observability';
import { type DirectoryServiceClient, ResolveAccountRequest } from '@jamaa/proto/directory/v1/directory';
import { type Grant, inForce } from '../access/grants.ts';
import type { EventHandler } from '../consumer/received.ts';
import { isAppError } from '../errors/app-error.ts';
import type { Peer } from '../platform/peer.ts';
import type { Platform } from '../platform/platform.ts';
import { backoffMs, waitFor } from '../time/wait.ts';
import { createRowCache } from './cache.ts';
import { copyHandlers } from './handlers.ts';
import { createMisses } from './misses.ts';
import {
  type AccountCopy,
  accountCopies,
  accountCopyOf,
  type OrganisationCopy,
  organisationCopies,
  withSettings,
} from './rows.ts';
import { storeTold } from './store.ts';
import { warmCopy } from './warm.ts';
import { createWatch } from './watch.ts';

/** What a service knows of the directory by itself: organisations and who may act, without personal data. */
export interface DirectoryCopy {
  /** To be passed, with the service's own, to the one `platform.consume('directory', …)`. */
  readonly handlers: readonly EventHandler[];
  /** Not ready until one whole snapshot has been stored; once it has, the directory may be down. */
  check(): Check;
  /** As its settings have it now. */
  organisation(id: string): Promise<OrganisationCopy | undefined>;
  /** The account bound to an issuer's subject; `undefined` for a citizen. Asks the directory about a subject unknown here. */
  accountOf(subject: string): Promise<AccountCopy | undefined>;
  account(id: string): Promise<AccountCopy | undefined>;
  /** Active accounts with a place, in force or not, at a body; a body has a few dozen people. */
  peopleAt(organisation: string): Promise<readonly AccountCopy[]>;
  /** The grants in force at `now`; none for a citizen and for a revoked account. */
  grantsOf(subject: string, now: Date): Promise<readonly Grant[]>;
}

/** A snapshot older than this is taken again at start: it heals what a consumer could have missed beyond the stream's age. */
const REFRESH_AFTER_MS = 24 * 3_600_000;

type CopyPlatform = Pick<Platform, 'mongo' | 'clock' | 'logger' | 'onClose'>;

/** Starts watching and, where needed, warming; returns at once. Closed with the platform. */
export function createDirectoryCopy(platform: CopyPlatform, directory: Peer<DirectoryServiceClient>): DirectoryCopy {
  const { mongo, clock, logger } = platform;
  const stop = new AbortController();
  const misses = createMisses(clock);
  const watch = createWatch(mongo, clock, logger, {
    organisations: () => organisations.clear(),
    accounts: () => {
      bySubject.clear();
      byId.clear();
      misses.clear();
    },
  });
  const organisations = createRowCache<OrganisationCopy>(watch.fresh);
  const bySubject = createRowCache<AccountCopy>(watch.fresh);
  const byId = createRowCache<AccountCopy>(watch.fresh);

  const ask = async (subject: string): Promise<AccountCopy | undefined> => {
    const request = ResolveAccountRequest.fromPartial({ subject });
    const answer = await directory.call('resolveAccount', request, 1_000).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
      logger.warn({ err: error }, 'directory not asked about a subject');
      return undefined;
    });
    if (answer?.account === undefined) {
      misses.add(subject, answer === undefined ? 'unanswered' : 'unknown');
      return undefined;
    }
    const row = accountCopyOf(answer.account);
    await storeTold(mongo, { organisations: [], accounts: [row] });
    await watch.look();
    return row;
  };
  const accountOf = async (subject: string): Promise<AccountCopy | undefined> => {
    const known = await bySubject.get(subject, async () =>
      // The newest of two tellings, should a subject ever have moved from one account to another.
      (await accountCopies(mongo).find({ subject }).sort({ version: -1 }).limit(1).toArray()).at(0),
    );
    return known ?? (misses.has(subject) ? undefined : ask(subject));
  };

  const keepWarm = async (): Promise<void> => {
    for (let attempt = 1; !stop.signal.aborted; attempt += 1) {
      try {
        await watch.look();
        const { warmedAt } = watch;
        if (warmedAt !== undefined && clock.system() - warmedAt.getTime() < REFRESH_AFTER_MS) return;
        await warmCopy(mongo, directory, clock, stop.signal);
        await watch.look();
        return;
      } catch (error) {
        if (stop.signal.aborted) return;
        logger.warn({ err: error }, 'copy of the directory not warmed, will try again');
        await waitFor(backoffMs(attempt, 200, 5_000), stop.signal);
      }
    }
  };
  const running = Promise.all([watch.run(stop.signal), keepWarm()]);
  platform.onClose(async () => {
    stop.abort();
    await running;
  });

  return {
    handlers: copyHandlers(mongo, watch.poke),
    check: () => ({ name: 'directory copy', state: watch.warmedAt === undefined ? 'failed' : 'ok' }),
    async organisation(id) {
      const row = await organisations.get(
        id,
        async () => (await organisationCopies(mongo).findOne({ _id: id })) ?? undefined,
      );
      return row === undefined ? undefined : withSettings(row, clock.now());
    },
    account: (id) => byId.get(id, async () => (await accountCopies(mongo).findOne({ _id: id })) ?? undefined),
    accountOf,
    async peopleAt(organisation) {
      const rows = await accountCopies(mongo).find({ 'grants.organisation': organisation }).toArray();
      return rows.filter(({ active }) => active);
    },
    async grantsOf(subject, now) {
      const account = await accountOf(subject);
      return account?.active ? account.grants.filter((grant) => inForce(grant, now)) : [];
    },
  };
}
