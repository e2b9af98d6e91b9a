import { AuditServiceService, type VerifyAuditRequest } from '@jamaa/proto/platform/v1/platform';
import { startJob } from '../platform/job.ts';
import { operatorsOnly } from '../platform/operators.ts';
import type { Platform } from '../platform/platform.ts';
import { type RpcCall, type RpcService, rpcService } from '../rpc/server.ts';
import { createWake } from '../time/wake.ts';
import { openAuditKeys } from './audit-keys.ts';
import { gatherRoot, rootHead } from './roots.ts';
import { type AuditHeads, verifyAudit, verifyOne } from './verify.ts';

const POLL_MS = 60_000;

/**
 * For a service that keeps an audit trail: gathers its heads hourly into signed roots, under a lease and catching up, and offers
 * their verification to operators. @throws when the keys that sign roots are not in the secrets directory
 */
export async function auditService(platform: Platform, ...heads: readonly AuditHeads[]): Promise<RpcService> {
  const { clock, env, logger, mongo } = platform;
  const keys = await openAuditKeys(env.SECRETS_DIR);
  const made = platform.metrics.counter('audit_roots_total', 'Signed roots made over audit heads');
  const age = platform.metrics.gauge('audit_root_age_seconds', 'How far behind now the audit trail is signed');
  platform.metrics.collect(async () => {
    const head = await rootHead(mongo);
    if (head !== null) age.set((clock.now().getTime() - head.upTo.getTime()) / 1000);
  });
  const wake = createWake();
  clock.onMove(() => wake.now());
  startJob(platform, 'audit-roots', async (signal) => {
    const numbers = await gatherRoot(mongo, keys, clock.now());
    if (numbers === undefined) return wake.wait(POLL_MS, signal);
    made.inc(numbers.length);
    // The log leaves this database: who cuts off the last roots cannot take back what it has told.
    if (numbers.length > 0) logger.info({ numbers, hash: (await rootHead(mongo))?.hash }, 'audit root signed');
  });
  return rpcService(AuditServiceService, {
    async verify({ cursor, aggregateId }: VerifyAuditRequest, call: RpcCall) {
      operatorsOnly(call);
      if (aggregateId !== '') return verifyOne(mongo, heads, aggregateId);
      return verifyAudit(mongo, keys, heads, cursor, clock.now());
    },
  });
}
