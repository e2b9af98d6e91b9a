import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseOf, serviceNames, serviceNatsUser } from '@jamaa/stack';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { overlayOf } from '../overlays.ts';
import { chart } from '../paths.ts';
import { classNames, sizeClasses } from '../sizing/classes.ts';
import { serverRequests } from '../sizing/sheet.ts';

const overlay = z.looseObject({
  cell: z.string(),
  sizeClass: z.enum(classNames),
  parts: z.object({ storageClass: z.string().default(''), hubLink: z.string().default('') }).prefault({}),
});

const secretVariable = (user: string): string => `NATS_${user.toUpperCase().replaceAll('-', '_')}_PASSWORD`;

/** What the development stack alone lets a service do has no place in production. */
const production = (subjects: readonly string[] = []): string[] =>
  subjects.filter((subject) => !/dev.clock/i.test(subject));

/** Users of a cell's broker: each service may publish its own subjects only; passwords come from the environment. */
export const natsUsers = (): object[] => [
  { user: 'admin', password: `<< $${secretVariable('admin')} >>` },
  ...serviceNames.map((name) => {
    const { publish, subscribe } = serviceNatsUser(name, '');
    return {
      user: name,
      password: `<< $${secretVariable(name)} >>`,
      permissions: { publish: { allow: production(publish) }, subscribe: { allow: production(subscribe) } },
    };
  }),
];

function nats(of: z.infer<typeof overlay>): object {
  const { cpu, memory } = serverRequests[of.sizeClass].nats;
  const tls = { enabled: true, secretName: 'nats-tls', merge: { verify: true } };
  const hub = of.parts.hubLink;
  return {
    config: {
      cluster: { enabled: true, replicas: 3, tls },
      nats: { tls },
      jetstream: {
        enabled: true,
        fileStore: { pvc: { size: '20Gi', storageClassName: of.parts.storageClass } },
        // An acknowledged event is on the disk; and each cell's streams are its own.
        merge: { sync_interval: 'always', domain: `cell-${of.cell}` },
      },
      leafnodes: {
        enabled: true,
        tls,
        // The hub asks the cell's own domain for what it reads; no event is copied over the link by itself.
        merge: hub === '' ? {} : { remotes: [{ urls: [hub], deny_imports: ['jamaa.>'], deny_exports: ['jamaa.>'] }] },
      },
      merge: { max_payload: '1MB', authorization: { users: natsUsers() } },
    },
    tlsCA: { enabled: true, secretName: 'nats-tls' },
    container: {
      env: Object.fromEntries(
        ['admin', ...serviceNames].map((name) => [
          secretVariable(name),
          { valueFrom: { secretKeyRef: { name: 'nats-users', key: name } } },
        ]),
      ),
      merge: { resources: { requests: { cpu, memory }, limits: { memory } } },
    },
    podDisruptionBudget: { enabled: true },
  };
}

/** An object of the MongoDB community operator: a replica set with a user for each service, on its own database only. */
function mongodb(of: z.infer<typeof overlay>): object {
  const { cpu, memory } = serverRequests[of.sizeClass].mongodb;
  const size = sizeClasses().find(({ name }) => name === of.sizeClass);
  const claim = (name: string, gi: number) => ({
    metadata: { name },
    spec: {
      storageClassName: of.parts.storageClass,
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: `${gi}Gi` } },
    },
  });
  const user = (name: string, roles: object[]) => ({
    name,
    db: 'admin',
    passwordSecretRef: { name: `mongodb-${name}` },
    scramCredentialsSecretName: name,
    roles,
  });
  const resources = { requests: { cpu, memory }, limits: { memory } };
  return {
    apiVersion: 'mongodbcommunity.mongodb.com/v1',
    kind: 'MongoDBCommunity',
    metadata: { name: 'mongodb', namespace: 'mongodb' },
    spec: {
      type: 'ReplicaSet',
      members: 3,
      version: '8.0.17',
      security: {
        authentication: { modes: ['SCRAM'] },
        tls: {
          enabled: true,
          certificateKeySecretRef: { name: 'mongodb-tls' },
          caCertificateSecretRef: { name: 'mongodb-tls' },
        },
      },
      users: [
        user(
          'migration',
          serviceNames.map((name) => ({ name: 'dbOwner', db: databaseOf(name) })),
        ),
        ...serviceNames.map((name) => user(name, [{ name: 'readWrite', db: databaseOf(name) }])),
      ],
      statefulSet: {
        spec: {
          template: { spec: { containers: [{ name: 'mongod', resources }] } },
          volumeClaimTemplates: [claim('data-volume', size?.diskGi ?? 10), claim('logs-volume', 5)],
        },
      },
    },
  };
}

const head = (cell: string): string =>
  `# Made by \`npm run deploy:render\` for ${cell}. Not rendered against the chart it is for: see deploy/README.md.\n`;

/** Files for the parts of one cell that come from elsewhere, by name. */
export function partValues(cell: string): Record<string, string> {
  const defaults = parse(readFileSync(join(chart, 'values.yaml'), 'utf8')) as object;
  const of = overlay.parse({ ...defaults, ...(parse(readFileSync(overlayOf(cell), 'utf8')) as object) });
  const text = (value: object): string =>
    head(cell) + stringify(value, { lineWidth: 120, aliasDuplicateObjects: false });
  return { 'nats.values.yaml': text(nats(of)), 'mongodb.yaml': text(mongodb(of)) };
}
