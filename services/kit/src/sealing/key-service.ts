import {
  KeyRotation,
  KeyServiceService,
  type KeyStatusRequest,
  type RotateKeysRequest,
} from '@jamaa/proto/platform/v1/platform';
import { startJob } from '../platform/job.ts';
import { namedOperator, operatorsOnly } from '../platform/operators.ts';
import type { Platform } from '../platform/platform.ts';
import { type RpcCall, type RpcService, rpcService } from '../rpc/server.ts';
import { failpoint } from '../runtime/failpoints.ts';
import { waitFor } from '../time/wait.ts';
import { createWake } from '../time/wake.ts';
import type { Keyring } from './keyring.ts';
import {
  findRotation,
  finishRotation,
  type RotationRow,
  refuseUnknownVersions,
  requestRotation,
  rewrapBatch,
  type SealedPlace,
  usesOf,
} from './rotation.ts';

const POLL_MS = 10_000;
/** Between two batches: people's commands come first. */
const PAUSE_MS = 50;

const rotationOf = (row: RotationRow | null): KeyRotation =>
  KeyRotation.fromPartial(
    row === null
      ? { state: 'none' }
      : {
          state: row.finishedAt === undefined ? 'running' : 'done',
          version: row.version,
          wrapped: BigInt(row.wrapped),
          operator: row.operator,
          startedAt: row.startedAt,
          ...(row.finishedAt === undefined ? {} : { finishedAt: row.finishedAt }),
        },
  );

/**
 * For a service that seals: re-wraps person keys when an operator asks, under a lease, throttled, going on after a crash; and tells
 * which master keys are still in use. `kept` are places that empty by themselves (answers of seven days): counted, not re-wrapped.
 * @throws Error when keys are wrapped under a master key that is not there
 */
export async function keyService(
  platform: Platform,
  keyring: Keyring,
  places: readonly SealedPlace[],
  kept: readonly SealedPlace[] = [],
): Promise<RpcService> {
  const { clock, logger, mongo } = platform;
  await refuseUnknownVersions(mongo, keyring, [...places, ...kept]);
  const rewrapped = platform.metrics.counter(
    'keys_rewrapped_total',
    'Person keys wrapped anew under the current master key',
  );
  const wake = createWake();
  startJob(platform, 'key-rotation', async (signal) => {
    const asked = await findRotation(mongo);
    // A replica that has not been started with the new key yet leaves the work to one that has.
    if (asked === null || asked.finishedAt !== undefined || asked.version !== keyring.currentVersion)
      return wake.wait(POLL_MS, signal);
    const count = await rewrapBatch(mongo, keyring, places);
    failpoint('keys.after-batch');
    rewrapped.inc(count);
    if (count > 0) return waitFor(PAUSE_MS, signal);
    await finishRotation(mongo, clock.now());
    logger.warn({ version: asked.version }, 'keys rotated');
  });
  return rpcService(KeyServiceService, {
    async rotate(request: RotateKeysRequest, call: RpcCall) {
      operatorsOnly(call);
      const operator = namedOperator(request.operator);
      const row = await requestRotation(mongo, { version: keyring.currentVersion, operator, at: clock.now() });
      logger.warn({ operator, version: row.version }, 'key rotation asked for');
      wake.now();
      return { rotation: rotationOf(row) };
    },
    async status(_request: KeyStatusRequest, call: RpcCall) {
      operatorsOnly(call);
      const versions = [];
      for (const version of keyring.versions)
        versions.push({ version, uses: BigInt(await usesOf(mongo, [...places, ...kept], version)) });
      return { current: keyring.currentVersion, versions, rotation: rotationOf(await findRotation(mongo)) };
    },
  });
}
