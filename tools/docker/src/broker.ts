import { authorization, brokerUsers, type StackSecrets } from '@jamaa/stack';

export interface BrokerNode {
  readonly name: string;
  readonly host: string;
  readonly client: number;
  readonly cluster: number;
  readonly monitor: number;
  /** Folder of its streams. */
  readonly store: string;
}

/** The three of docker-compose.yml, each by the name that the others reach it under. */
export const composeNodes: readonly BrokerNode[] = ['nats-1', 'nats-2', 'nats-3'].map((name) => ({
  name,
  host: name,
  client: 4222,
  cluster: 6222,
  monitor: 8222,
  store: '/data',
}));

/** Configuration of one node of the broker: three copies need three of them; users are those of `npm start`. */
export function brokerConfig(
  own: BrokerNode,
  all: readonly BrokerNode[],
  secrets: Pick<StackSecrets, 'password'>,
): string {
  const word = secrets.password('broker-cluster');
  const routes = all
    .filter(({ name }) => name !== own.name)
    .map(({ host, cluster }) => `nats://cluster:${word}@${host}:${cluster}`);
  return `server_name: ${own.name}
port: ${own.client}
http: ${own.monitor}
max_payload: 1MB
jetstream {
  store_dir: ${JSON.stringify(own.store)}
  sync_interval: always
  max_memory_store: 64MB
  # Streams reserve their max_bytes against this figure; the disk is what really bounds them.
  max_file_store: 16TB
}
cluster {
  name: jamaa
  port: ${own.cluster}
  authorization { user: cluster, password: ${JSON.stringify(word)} }
  routes: [${routes.map((one) => JSON.stringify(one)).join(', ')}]
}
${authorization(brokerUsers(secrets))}
`;
}
