import type { ProcessPlan } from '@jamaa/stack';
import { succeed } from './run.ts';

/** What the stack of a checkout would run. */
export interface Plans {
  readonly tools: readonly ProcessPlan[];
  readonly migrations: readonly ProcessPlan[];
  readonly services: readonly ProcessPlan[];
  readonly gateway: ProcessPlan;
}

/** Run inside the checkout that is asked: which variables its processes take is its own affair. */
const question = `
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { portsFrom } from './tools/stack/src/layout.ts';
import { gatewayPlan, migrationPlan, servicePlan, toolPlans } from './tools/stack/src/platform/plans.ts';
import { stackSecrets } from './tools/stack/src/platform/secrets.ts';
const { port, data, names } = JSON.parse(process.argv[1]);
const secrets = await stackSecrets(join(data, 'secrets'));
// v0.5.0 knew one cell only.
const { alone: place } = existsSync('tools/stack/src/platform/place.ts') ? await import('./tools/stack/src/platform/place.ts') : {};
const settings = { place, ports: portsFrom(port), secrets, data, logLevel: 'info', passOn: { QUOTA_SCALE: '1000' } };
process.stdout.write(JSON.stringify({
  tools: toolPlans(settings),
  migrations: names.map((name) => migrationPlan(settings, name)),
  services: names.map((name) => servicePlan(settings, name)),
  gateway: gatewayPlan(settings, names),
}));
`;

/** Asks a checkout how it would run these services, on ports derived from this one. */
export async function plansOf(
  tree: string,
  o: { readonly port: number; readonly data: string; readonly names: readonly string[] },
): Promise<Plans> {
  const args = ['--no-warnings', '--input-type=module', '--eval', question, '--', JSON.stringify(o)];
  const plans = JSON.parse(await succeed(process.execPath, args, tree)) as Plans;
  const at = (plan: ProcessPlan): ProcessPlan => ({ ...plan, root: tree });
  return {
    tools: plans.tools.map(at),
    migrations: plans.migrations.map(at),
    services: plans.services.map(at),
    gateway: at(plans.gateway),
  };
}

/** Servers and doubles that both releases share: they belong to this one. */
const shared = [
  'MONGODB_URI',
  'NATS_URL',
  'NATS_USER',
  'NATS_PASSWORD',
  'SECRETS_DIR',
  'ISSUER_URL',
  'SMTP_URL',
  'SMS_URL',
  'SMS_KEY',
];

/** The plan of one release with the servers that stand in the same plan of the other. */
export function onServersOf(plan: ProcessPlan, other: ProcessPlan | undefined): ProcessPlan {
  const given = shared.flatMap((key) => {
    const value = other?.env[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...plan, env: { ...plan.env, ...Object.fromEntries(given) } };
}
