import { type StackSecrets, serviceNames } from '@jamaa/stack';

const members = 'mongo-1:27017,mongo-2:27017,mongo-3:27017';

/** Address of the replica set for one of its users. */
const mongodbUri = (user: string, password: string): string =>
  `mongodb://${user}:${password}@${members}/?authSource=admin&replicaSet=jamaa`;

/** What is secret in each process's settings, by the file that its Node reads with `--env-file`. */
export function envFiles(secrets: Pick<StackSecrets, 'password'>): Record<string, Record<string, string>> {
  const known = (user: string) => ({
    MONGODB_URI: mongodbUri(user, secrets.password(user)),
    NATS_USER: user,
    NATS_PASSWORD: secrets.password(user),
  });
  const files: Record<string, Record<string, string>> = Object.fromEntries(
    serviceNames.map((name) => [name, known(name)]),
  );
  const sms = secrets.password('sms');
  const portal = secrets.password('national-portal-api');
  return {
    ...files,
    migration: known('admin'),
    notifications: { ...files['notifications'], SMS_KEY: sms },
    'national-portal': { ...files['national-portal'], NATIONAL_PORTAL_KEY: portal },
    mailbox: { MAILBOX_SMS_KEY: sms },
    'portal-double': { PORTAL_KEY: portal },
    'bank-double': {
      BANK_STORE_KEY: secrets.password('bank-store-key'),
      BANK_API_KEY: secrets.password('bank-api-key'),
    },
    'post-double': { POST_API_KEY: secrets.password('post-api-key') },
  };
}

export const envText = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
