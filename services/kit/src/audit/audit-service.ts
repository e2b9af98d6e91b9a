import { AuditServiceService, type VerifyAuditRequest } from '@jamaa/proto/platform/v1/platform';
import { runUnderLease } from '../mongo/lease.ts';
import { operatorsOnly } from '../platform/operators.ts';
import type { Platform } from '../platform/platform.ts';
import { type RpcCall, type RpcService, rpcService } from '../rpc/server.ts';
import { waitFor } from '../time/wait.ts';
import { openAuditKeys } from './audit-keys.ts';
import { gatherRoot, rootHead } from './roots.ts';
import { type AuditHeads, verifyAudit, verifyOne } from './verify.ts';

const POLL_MS = 60_000;

/**
 * For a service that keeps an audit trail: gathers its heads hourly into signed roots, under a lease and catching up, and offers
 * their verification to operators. @throws when the keys that sign roots are not in the secrets directory
 */
export async function auditService(platform: Platform, heads: AuditHeads): Promise<RpcService> {
  const { clock, env, instance, logger, mongo } = platform;
  const keys = await openAuditKeys(env.SECRETS_DIR);
  const made = platform.metrics.counter('audit_roots_total', 'Signed roots made over audit heads');
  const age = platform.metrics.gauge('audit_root_age_seconds', 'How far behind now the audit trail is signed');
  platform.metrics.collect(async () => {
    const head = await rootHead(mongo);
    if (head !== null) age.set((clock.now().getTime() - head.upTo.getTime()) / 1000);
  });
  const stop = new AbortController();
  let woken = new AbortController();
  clock.onMove(() => woken.abort());
  const running = runUnderLease(
    { connection: mongo, name: 'audit-roots', holder: instance, ttlMs: env.LEASE_TTL_MS, clock, logger },
    stop.signal,
    async (_fence, signal) => {
      while (!signal.aborted) {
        const numbers = await gatherRoot(mongo, keys, clock.now());
        if (numbers !== undefined) {
          made.inc(numbers.length);
          // The log leaves this database: who cuts off the last roots cannot take back what it has told.
          if (numbers.length > 0) logger.info({ numbers, hash: (await rootHead(mongo))?.hash }, 'audit root signed');
          continue;
        }
        woken = new AbortController();
        await waitFor(POLL_MS, AbortSignal.any([signal, woken.signal]));
      }
    },
  );
  platform.onClose(async () => {
    stop.abort();
    await running;
  });
  return rpcService(AuditServiceService, {
    async verify({ cursor, aggregateId }: VerifyAuditRequest, call: RpcCall) {
      operatorsOnly(call);
      if (aggregateId !== '') return verifyOne(mongo, heads, aggregateId);
      return verifyAudit(mongo, keys, heads, cursor, clock.now());
    },
  });
}
