import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { portsFrom, root, serviceNames } from '../../stack/src/layout.ts';
import { Failure } from './failure.ts';
import { type Options, required } from './options.ts';

/** Where services are, and the folder of the key that speaks for the operators' tool. */
export interface Target {
  readonly secrets: string;
  readonly services: readonly string[];
  /** Folder of the tool's certificate, where services speak mutual TLS. */
  readonly tls?: string | undefined;
  /** gRPC addresses of all replicas of a service. @throws Failure when the service is unknown */
  addresses(service: string): Promise<readonly string[]>;
}

const stackState = z.object({ gateway: z.url(), data: z.string().min(1) });

export function findTarget(options: Options): Target {
  return options.address === undefined ? runningStack(options.stack) : given(options, options.address);
}

function runningStack(named: string | undefined): Target {
  const file = named ?? join(root, '.jamaa/stack.json');
  if (!existsSync(file)) {
    throw new Failure(
      3,
      `no stack runs here (${file} is missing): start it with npm start, or give --address and --secrets`,
    );
  }
  const state = readState(file);
  const ports = portsFrom(Number(new URL(state.gateway).port));
  return {
    secrets: join(state.data, 'secrets'),
    services: serviceNames,
    addresses: async (service) => {
      const known = serviceNames.find((name) => name === service);
      if (known === undefined) throw new Failure(2, `unknown service ${service}; one of ${serviceNames.join(', ')}`);
      return [`127.0.0.1:${ports.rpc(known)}`];
    },
  };
}

function readState(file: string): z.infer<typeof stackState> {
  try {
    return stackState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new Failure(3, `${file} does not say where the stack is: start it again with npm start`);
  }
}

function given(options: Options, address: string): Target {
  if (options.secrets === undefined) throw new Failure(2, '--address needs --secrets, the folder of ops.key.json');
  return {
    secrets: options.secrets,
    services: [required(options, 'service')],
    tls: options.tls,
    addresses: async () => (await Promise.all(address.split(',').map(everyAddress))).flat(),
  };
}

/** A headless service's name stands for all its replicas: each is asked by its own address. */
async function everyAddress(address: string): Promise<string[]> {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(address.trim()) ?? [];
  if (port === '') throw new Failure(2, `--address ${address}: HOST:PORT is expected`);
  try {
    const found = await lookup(host.replace(/^\[|\]$/g, ''), { all: true });
    return found.map((one) => (one.family === 6 ? `[${one.address}]:${port}` : `${one.address}:${port}`));
  } catch {
    throw new Failure(3, `--address ${address}: the name ${host} is not known`);
  }
}
