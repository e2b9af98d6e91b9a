import { domainOf, durableName, inboxPrefix } from '@jamaa/kit';
import { serviceNames } from '../layout.ts';
import type { NatsUser } from '../servers/nats.ts';
import type { StackSecrets } from './secrets.ts';

/**
 * What one service may do on the broker: publish its own subjects, read streams through its own durable consumer, follow the
 * development clock. It cannot publish as another service, nor create or delete streams.
 */
export const serviceNatsUser = (name: string, password: string, elsewhere?: Elsewhere): NatsUser => ({
  name,
  password,
  publish: [
    ...(elsewhere === undefined ? [] : readingElsewhere(name, elsewhere)),
    `jamaa.*.${name}.>`,
    `$JS.API.CONSUMER.INFO.*.${name}`,
    `$JS.API.CONSUMER.MSG.NEXT.*.${name}`,
    `$JS.ACK.*.${name}.>`,
    `$JS.ACK.*.*.*.${name}.>`,
    '$JS.API.STREAM.INFO.*',
    '$JS.API.STREAM.MSG.GET.JAMAA_DEV_CLOCK',
    '$JS.API.DIRECT.GET.JAMAA_DEV_CLOCK',
    '$JS.API.DIRECT.GET.JAMAA_DEV_CLOCK.>',
  ],
  subscribe: [`${inboxPrefix(name)}.>`, 'jamaa.dev.clock'],
});

/** A cell among others: what its services read in the domains of those. */
export interface Elsewhere {
  readonly cell: string;
  readonly others: readonly string[];
}

const readingElsewhere = (name: string, { cell, others }: Elsewhere): readonly string[] => {
  const durable = durableName(name, cell);
  return [
    `$JS.ACK.*.${durable}.>`,
    `$JS.ACK.*.*.*.${durable}.>`,
    ...others
      .map(domainOf)
      .flatMap((domain) => [
        `$JS.${domain}.API.CONSUMER.INFO.*.${durable}`,
        `$JS.${domain}.API.CONSUMER.MSG.NEXT.*.${durable}`,
        `$JS.${domain}.API.STREAM.INFO.*`,
      ]),
  ];
};

/** The migration step and the operators' tools. */
export const adminNatsUser = (password: string): NatsUser => ({ name: 'admin', password });

/** Everybody whom a broker knows; in a cell among others, with what its services read there. */
export const brokerUsers = (secrets: Pick<StackSecrets, 'password'>, elsewhere?: Elsewhere): readonly NatsUser[] => [
  adminNatsUser(secrets.password('admin')),
  ...serviceNames.map((name) => serviceNatsUser(name, secrets.password(name), elsewhere)),
];
