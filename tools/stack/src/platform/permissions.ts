import { inboxPrefix } from '@jamaa/kit';
import type { NatsUser } from '../servers/nats.ts';

/**
 * What one service may do on the broker: publish its own subjects, read streams through its own durable consumer, follow the
 * development clock. It cannot publish as another service, nor create or delete streams.
 */
export const serviceNatsUser = (name: string, password: string): NatsUser => ({
  name,
  password,
  publish: [
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

/** The migration step and the operators' tools. */
export const adminNatsUser = (password: string): NatsUser => ({ name: 'admin', password });
