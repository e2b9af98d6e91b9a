import { domainOf } from '@jamaa/kit';
import { databaseOf, serviceNames, serviceNatsUser } from '@jamaa/stack';
import { stringify } from 'yaml';
import { type CellValues, leafUsers, readsOf, valuesOf } from '../cell-values.ts';
import { sizeClasses } from '../sizing/classes.ts';
import { serverRequests } from '../sizing/sheet.ts';

const secretVariable = (user: string): string => `NATS_${user.toUpperCase().replaceAll('-', '_')}_PASSWORD`;

/** What the development stack alone lets a service do has no place in production. */
const production = (subjects: readonly string[] = []): string[] =>
  subjects.filter((subject) => !/dev.clock/i.test(subject));

/**
 * Users of a cell's broker: each service may publish its own subjects only, and read in the domains of other cells through its own durables;
 * passwords come from the environment.
 */
export function natsUsers(of: CellValues): object[] {
  const elsewhere = { cell: of.cell, others: readsOf(of) };
  return [
    { user: 'admin', password: `<< $${secretVariable('admin')} >>` },
    ...serviceNames.map((name) => {
      const { publish, subscribe } = serviceNatsUser(name, '', elsewhere.others.length === 0 ? undefined : elsewhere);
      return {
        user: name,
        password: `<< $${secretVariable(name)} >>`,
        permissions: { publish: { allow: production(publish) }, subscribe: { allow: production(subscribe) } },
      };
    }),
  ];
}

const LINK_FILES = '/etc/nats-certs/leafnodes';

/** The hub takes a leaf node from each région; a région has the one to the hub, over which nothing that is published goes by itself. */
function leafnodes(of: CellValues): object {
  const tls = { enabled: true, secretName: 'nats-tls', merge: { verify: true } };
  const users = [...leafUsers(of).values()];
  if (users.length > 0) {
    const authorization = { users: users.map((user) => ({ user, password: `<< $${secretVariable(user)} >>` })) };
    return { enabled: true, tls, merge: { authorization } };
  }
  if (of.cells.hub === '') return { enabled: false };
  const remote = {
    // Name and password are in it.
    urls: ['<< $NATS_HUB_URL >>'],
    deny_imports: ['jamaa.>'],
    deny_exports: ['jamaa.>'],
    tls: {
      cert_file: `${LINK_FILES}/tls.crt`,
      key_file: `${LINK_FILES}/tls.key`,
      ca_file: '/etc/nats-ca-cert/ca.crt',
    },
  };
  return { enabled: true, tls, merge: { remotes: [remote] } };
}

function nats(of: CellValues): object {
  const { cpu, memory } = serverRequests[of.sizeClass].nats;
  const tls = { enabled: true, secretName: 'nats-tls', merge: { verify: true } };
  const from = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });
  return {
    config: {
      cluster: { enabled: true, replicas: 3, tls },
      nats: { tls },
      jetstream: {
        enabled: true,
        fileStore: { pvc: { size: '20Gi', storageClassName: of.parts.storageClass } },
        // An acknowledged event is on the disk; and each cell's streams are its own.
        merge: { sync_interval: 'always', domain: domainOf(of.cell) },
      },
      leafnodes: leafnodes(of),
      // Numbers with units, as variables, must stand there without quotes: the chart takes the quotes away from what is in << >>.
      merge: { max_payload: '<< 1MB >>', authorization: { users: natsUsers(of) } },
    },
    tlsCA: { enabled: true, secretName: 'nats-tls' },
    container: {
      env: Object.fromEntries([
        ...['admin', ...serviceNames].map((name) => [secretVariable(name), from('nats-users', name)]),
        ...[...leafUsers(of).values()].map((name) => [secretVariable(name), from('nats-leafs', name)]),
        ...(of.cells.hub === '' ? [] : [['NATS_HUB_URL', from('nats-hub', 'url')]]),
      ]),
      merge: { resources: { requests: { cpu, memory }, limits: { memory } } },
    },
    podDisruptionBudget: { enabled: true },
  };
}

/** An object of the MongoDB community operator: a replica set with a user for each service, on its own database only. */
function mongodb(of: CellValues): object {
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
  const of = valuesOf(cell);
  const text = (value: object): string =>
    head(cell) + stringify(value, { lineWidth: 120, aliasDuplicateObjects: false });
  return { 'nats.values.yaml': text(nats(of)), 'mongodb.yaml': text(mongodb(of)) };
}
