import { createPlatform, journalOf, type Platform, peer, type Served, serve } from '@jamaa/kit';
import { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import type { PortalEnvironment } from './config.ts';
import { intakeHandler } from './events/intake.ts';
import { startJobs } from './jobs/start.ts';
import { createPortalApi } from './portal/api.ts';
import { indexes } from './store/rows.ts';
import { declareTelemetry } from './telemetry.ts';

export interface PortalContext {
  readonly platform: Platform;
  readonly served: Served;
}

/** Builds the service; without the portal's address it only keeps what would be reported, and is ready. */
export async function createContext(env: PortalEnvironment): Promise<PortalContext> {
  const platform = await createPlatform({ service: 'national-portal', env, indexes });
  const intake = peer(platform, IntakeServiceClient, 'intake', env.INTAKE_ADDRESS);
  const telemetry = declareTelemetry(platform.metrics);
  const { NATIONAL_PORTAL_URL: url, NATIONAL_PORTAL_KEY: key } = env;
  let wake = (): void => undefined;
  if (url !== undefined && key !== undefined) {
    const portal = createPortalApi({ url, key, timeoutMs: env.CALL_TIMEOUT_MS });
    const reporter = { platform, portal, intake, telemetry, retryBaseMs: env.RETRY_BASE_MS };
    const reports = startJobs(reporter, env.POLL_MS);
    wake = () => reports.now();
  }
  platform.consume(
    'intake',
    [intakeHandler(platform, () => wake())],
    journalOf(platform, 'intake', env.INTAKE_ADDRESS),
  );
  const served = await serve(platform, []);
  return { platform, served };
}
