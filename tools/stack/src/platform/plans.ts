import { join } from 'node:path';
import { type Ports, peersOf, root, type ServiceName, serviceNames } from '../layout.ts';
import type { Place } from './place.ts';
import type { StackSecrets } from './secrets.ts';
import type { ProcessPlan } from './supervisor.ts';

export interface StackSettings {
  readonly ports: Ports;
  readonly secrets: StackSecrets;
  readonly data: string;
  /** Set when servers of one's own are used: then nobody's users or passwords are made here. */
  readonly mongodbUri?: string | undefined;
  readonly natsUrl?: string | undefined;
  readonly logLevel: string;
  readonly place: Place;
  readonly drill?: DrillSettings | undefined;
  /** Passed to every process as they are: telemetry endpoint, failpoints of drills, and so on. */
  readonly passOn: Readonly<Record<string, string>>;
}

/** What drills change about a stack. */
export interface DrillSettings {
  /** Command that becomes the server, given its executable and arguments. */
  readonly under?: Partial<Record<'mongo' | 'nats', readonly string[]>>;
  /** Folder of the broker's certificate: then it takes mutual TLS only. */
  readonly brokerTls?: string | undefined;
  /** Settings of a process beside those of every stack, its migration step included. */
  readonly more?: (name: ServiceName | 'gateway') => Readonly<Record<string, string>>;
}

/** Whose sign-in, mailbox and doubles it uses. */
export const toolPorts = ({ place, ports }: StackSettings): Ports => place.shared ?? ports;

const local = (port: number): string => `127.0.0.1:${port}`;

/** Address of the database with the user's own password. */
export const mongoFor = (s: StackSettings, user: string): string =>
  s.mongodbUri ??
  `mongodb://${user}:${s.secrets.password(user)}@${local(s.ports.mongo)}/?authSource=admin&directConnection=true`;

const natsFor = (s: StackSettings, user: string): Record<string, string> =>
  s.natsUrl === undefined
    ? { NATS_URL: `nats://${local(s.ports.nats)}`, NATS_USER: user, NATS_PASSWORD: s.secrets.password(user) }
    : { NATS_URL: s.natsUrl };

const base = (s: StackSettings): Record<string, string> => ({
  NODE_ENV: 'development',
  CELL: s.place.cell,
  LOG_LEVEL: s.logLevel,
  SECRETS_DIR: s.secrets.folder,
  ...s.passOn,
});

const addresses = (s: StackSettings, names: readonly ServiceName[]): Record<string, string> =>
  Object.fromEntries(
    names.map((name) => [`${name.toUpperCase().replaceAll('-', '_')}_ADDRESS`, local(s.ports.rpc(name))]),
  );

const own: Partial<Record<ServiceName, (s: StackSettings) => Record<string, string>>> = {
  directory: () => ({ DEMO_ACCOUNTS: join(root, 'services/directory/data/demo-accounts.csv') }),
  notifications: (s) => ({
    SMTP_URL: `smtp://${local(toolPorts(s).smtp)}`,
    SMS_URL: `http://${local(toolPorts(s).mailbox)}`,
    SMS_KEY: s.secrets.password('sms'),
    MAIL_FROM: 'chikayat@jamaa.example',
    PORTAL_URL: `http://localhost:${s.ports.gateway}`,
  }),
  'civil-registry': (s) => ({
    PUBLIC_URL: `http://localhost:${s.ports.gateway}`,
    DOCUMENT_TIME_STAMPS: 'local',
  }),
  'national-portal': (s) => ({
    NATIONAL_PORTAL_URL: `http://${local(toolPorts(s).portal)}/api`,
    NATIONAL_PORTAL_KEY: s.secrets.password('national-portal-api'),
    POLL_MS: '2000',
  }),
  'document-orders': (s) => ({
    PUBLIC_URL: `http://localhost:${s.ports.gateway}`,
    BANK_PAGE_URL: `http://localhost:${toolPorts(s).bank}/pay`,
    BANK_CLIENT_ID: shop,
    BANK_STORE_KEY_FILE: s.secrets.file('bank-store-key'),
    BANK_API_URL: `http://${local(toolPorts(s).bank)}/api`,
    BANK_API_KEY_FILE: s.secrets.file('bank-api-key'),
    POST_API_URL: `http://${local(toolPorts(s).post)}/api`,
    POST_API_KEY_FILE: s.secrets.file('post-api-key'),
    TRACK_POLL_MS: '2000',
    CHECK_AFTER_MS: '5000',
  }),
};

/** The shop's number at the development bank. */
const shop = '600000000';

/** They work on what has been accepted already, and nobody looks at them. */
const background: readonly string[] = ['sla', 'notifications', 'national-portal', 'insights'];

export const servicePlan = (s: StackSettings, name: ServiceName): ProcessPlan => ({
  name,
  background: background.includes(name),
  script: join(root, 'services', name, 'src/main.ts'),
  env: {
    ...base(s),
    OTEL_SERVICE_NAME: name,
    MONGODB_URI: mongoFor(s, name),
    ...natsFor(s, name),
    RPC_PORT: String(s.ports.rpc(name)),
    ADMIN_PORT: String(s.ports.admin(name)),
    ...addresses(s, peersOf[name]),
    ...own[name]?.(s),
    ...s.place.more(name),
    ...s.drill?.more?.(name),
  },
});

export const migrationPlan = (s: StackSettings, name: ServiceName): ProcessPlan => ({
  name: `migrate-${name}`,
  script: join(root, 'services', name, 'src/migrate.ts'),
  env: {
    ...base(s),
    MONGODB_URI: mongoFor(s, 'admin'),
    ...natsFor(s, 'admin'),
    ...addresses(s, peersOf[name]),
    ...own[name]?.(s),
    ...s.place.more(name),
    ...s.drill?.more?.(name),
  },
});

export const gatewayPlan = (s: StackSettings, running: readonly ServiceName[]): ProcessPlan => ({
  name: 'gateway',
  script: join(root, 'gateway/src/main.ts'),
  env: {
    ...base(s),
    OTEL_SERVICE_NAME: 'gateway',
    PORT: String(s.ports.gateway),
    ADMIN_PORT: String(s.ports.admin('gateway')),
    ISSUER_URL: `http://localhost:${toolPorts(s).issuer}`,
    ...addresses(s, serviceNames),
    READINESS_PEERS: [
      ...running.map((name) => `${name}=http://${local(s.ports.admin(name))}/readyz`),
      ...(s.place.beside ?? []).map(({ name, readyAt }) => `${name}=${readyAt}`),
      // A cell must be ready, and stay so, without what it shares with others.
      ...(s.place.shared === undefined ? toolChecks(s) : []),
    ].join(','),
    ...s.place.more('gateway'),
    ...s.drill?.more?.('gateway'),
  },
});

const toolChecks = ({ ports }: StackSettings): readonly string[] => [
  `sign-in=http://${local(ports.issuer)}/healthz`,
  `mailbox=http://${local(ports.mailbox)}/messages?limit=1`,
  `portal-double=http://${local(ports.portal)}/healthz`,
  `bank-double=http://${local(ports.bank)}/healthz`,
  `post-double=http://${local(ports.post)}/healthz`,
];

export const toolPlans = (s: StackSettings): readonly ProcessPlan[] => [
  {
    name: 'sign-in',
    script: join(root, 'tools/dev-issuer/src/main.ts'),
    env: {
      NODE_ENV: 'development',
      ISSUER_PORT: String(s.ports.issuer),
      ISSUER_URL: `http://localhost:${s.ports.issuer}`,
      ISSUER_DATA_DIR: join(s.data, 'sign-in'),
      ISSUER_ACCOUNTS: join(root, 'services/directory/data/demo-accounts.json'),
    },
  },
  {
    name: 'mailbox',
    background: true,
    script: join(root, 'tools/dev-mailbox/src/main.ts'),
    env: {
      NODE_ENV: 'development',
      MAILBOX_HTTP_PORT: String(s.ports.mailbox),
      MAILBOX_SMTP_PORT: String(s.ports.smtp),
      MAILBOX_DATA_DIR: join(s.data, 'mailbox'),
      MAILBOX_SMS_KEY: s.secrets.password('sms'),
    },
  },
  {
    name: 'portal-double',
    background: true,
    script: join(root, 'tools/dev-portal/src/main.ts'),
    env: {
      NODE_ENV: 'development',
      PORTAL_PORT: String(s.ports.portal),
      PORTAL_DATA_DIR: join(s.data, 'national-portal'),
      PORTAL_KEY: s.secrets.password('national-portal-api'),
    },
  },
  {
    name: 'bank-double',
    background: true,
    script: join(root, 'tools/dev-bank/src/main.ts'),
    env: {
      NODE_ENV: 'development',
      BANK_PORT: String(s.ports.bank),
      BANK_DATA_DIR: join(s.data, 'bank'),
      BANK_CLIENT_ID: shop,
      BANK_STORE_KEY: s.secrets.password('bank-store-key'),
      BANK_API_KEY: s.secrets.password('bank-api-key'),
    },
  },
  {
    name: 'post-double',
    background: true,
    script: join(root, 'tools/dev-post/src/main.ts'),
    env: {
      NODE_ENV: 'development',
      POST_PORT: String(s.ports.post),
      POST_DATA_DIR: join(s.data, 'post'),
      POST_API_KEY: s.secrets.password('post-api-key'),
    },
  },
];
