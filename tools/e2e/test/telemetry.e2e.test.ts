import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { call, type Filed, file, messagesWith, spans, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import type { ReceivedSpan } from '@jamaa/observability/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exposition, namesIn, type Process, processes, sumOf } from './support/metrics.ts';
import { dataFolder } from './support/platform.ts';
import { mint } from './support/tokens.ts';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
const traceHeader = (trace: string, span: string) => ({ traceparent: `00-${trace}-${span}-01` });

describe('the trace of a complaint', () => {
  const [trace, client] = [hex(16), hex(8)];
  let found: ReceivedSpan[] = [];

  beforeAll(async () => {
    await untilState(await file({}, { headers: traceHeader(trace, client) }), 'assigned');
    await until(
      'all its spans are exported',
      async () => {
        found = (await spans<ReceivedSpan>()).filter((span) => span.traceId === trace);
        return consumers.every(([service, type]) => has(service, type)) && orphans().length === 0;
      },
      30_000,
    );
  });

  /** Who takes part in a submission that a rule assigns, and by which event. */
  const consumers = [
    ...['routing', 'sla', 'notifications', 'insights'].map((name) => [name, 'intake.complaint.submitted'] as const),
    ['intake', 'routing.complaint.routed'] as const,
    ...['sla', 'notifications', 'insights'].map((name) => [name, 'intake.complaint.assigned'] as const),
  ];
  const has = (service: string, type: string): boolean =>
    found.some((span) => span.service === service && span.kind === 'consumer' && span.name.includes(`.${type}.`));
  /** Spans that hang on nothing that has arrived: each process exports when it likes. */
  const orphans = (): ReceivedSpan[] => {
    const ids = new Set([client, ...found.map(({ spanId }) => spanId)]);
    return found.filter((span) => !ids.has(span.parentSpanId ?? ''));
  };
  const one = (service: string, kind: string, name: RegExp): ReceivedSpan => {
    const all = found.filter((span) => span.service === service && span.kind === kind && name.test(span.name));
    expect([service, kind, String(name), all.length]).toEqual([service, kind, String(name), 1]);
    return all[0] as ReceivedSpan;
  };
  /** The spans above one, the nearest first. */
  const above = (span: ReceivedSpan): string[] => {
    const parent = found.find(({ spanId }) => spanId === span.parentSpanId);
    return parent === undefined ? [String(span.parentSpanId)] : [parent.spanId, ...above(parent)];
  };
  const consumer = (service: string, type: string) =>
    one(service, 'consumer', new RegExp(`^consume jamaa\\.${type}\\.v1$`));

  it('begins where the client says, at the gateway, and goes on over gRPC into intake', () => {
    const http = one('gateway', 'server', /^POST \/v1\/complaints$/);
    const outgoing = one('gateway', 'client', /IntakeService\/Submit$/);
    const rpc = one('intake', 'server', /IntakeService\/Submit$/);
    expect(http.parentSpanId).toBe(client);
    expect(above(outgoing)).toContain(http.spanId);
    expect(rpc.parentSpanId).toBe(outgoing.spanId);
  });

  it('goes on through journal and broker to each consumer of the submission', () => {
    const rpc = one('intake', 'server', /IntakeService\/Submit$/);
    for (const service of ['routing', 'sla', 'notifications'])
      expect([service, consumer(service, 'intake.complaint.submitted').parentSpanId]).toEqual([service, rpc.spanId]);
  });

  it('goes on from the rule’s decision to the assignment and to its consumers', () => {
    const decided = consumer('routing', 'intake.complaint.submitted');
    const assigned = consumer('intake', 'routing.complaint.routed');
    expect(assigned.parentSpanId).toBe(decided.spanId);
    for (const service of ['sla', 'notifications'])
      expect([service, consumer(service, 'intake.complaint.assigned').parentSpanId]).toEqual([
        service,
        assigned.spanId,
      ]);
  });

  it('is whole, and nothing in it failed', () => {
    expect(orphans().map(({ name }) => name)).toEqual([]);
    expect(found.filter((span) => span.status.code === 'error').map(({ name }) => name)).toEqual([]);
  });
});

it('a warning stands in the log under the trace of the request it belongs to', async () => {
  await call('GET', '/v1/me', { token: await tokenOf('technical.sefrou') });
  const trace = hex(16);
  // The e-mail of an account that is bound to somebody else: directory warns of it.
  const token = await mint({ sub: hex(8), email: 'technical.sefrou@demo.jamaa.example', email_verified: true });
  const { status } = await call('GET', '/v1/me', { token, headers: traceHeader(trace, hex(8)) });
  expect(status).toBe(403);
  const log = join(await dataFolder(), 'logs/directory.log');
  const line = await until('its line in the log', async () =>
    (await readFile(log, 'utf8')).split('\n').find((text) => text.includes(trace)),
  );
  expect(JSON.parse(line)).toMatchObject({ level: 'warn', service: 'directory', trace_id: trace });
  expect(line).not.toContain('technical.sefrou@');
});

/** Every signal that a dashboard or an alert may stand on, by process; `jamaa_<process>_` stands before each name. */
const everyService = [
  'collector_failures_total',
  'business_time_offset_seconds',
  'clock_offset_seconds',
  'relay_published_total',
  'relay_failures_total',
  'relay_unpublished_age_seconds',
  'relay_unpublished_events',
  'rpc_server_seconds',
  'broker_connected',
  'transactions_total',
  'database_command_seconds',
  'database_connections_in_use',
  'database_checkout_seconds',
  'lease_held',
];
const everyConsumer = [
  'consumer_events_total',
  'consumer_batch_seconds',
  'consumer_lag_events',
  'consumer_dead_letters',
  'consumer_event_age_seconds',
  'consumer_gap',
];
const matrix: Readonly<Record<Process, readonly string[]>> = {
  gateway: ['collector_failures_total', 'request_seconds'],
  directory: [...everyService, 'import_lines_total', 'sign_ins_total', 'revocations_total'],
  gis: [...everyService, 'locate_total', 'dataset_reads_total'],
  intake: [
    ...everyService,
    ...everyConsumer,
    'complaints_submitted_total',
    'commands_total',
    'unverified_files_total',
    'territory_copy_failures_total',
    'territory_copy_behind',
    'import_lines_total',
    'oldest_import_seconds',
  ],
  routing: [...everyService, ...everyConsumer, 'decisions_total', 'decision_delay_seconds', 'rules_version'],
  sla: [
    ...everyService,
    ...everyConsumer,
    'open_clocks',
    'escalation_held',
    'warnings_total',
    'breaches_total',
    'escalations_total',
    'escalations_unaddressed_total',
    'firings_put_off_total',
    'escalation_lag_seconds',
  ],
  notifications: [
    ...everyService,
    ...everyConsumer,
    'messages_total',
    'send_retries_total',
    'sends_held_total',
    'send_seconds',
    'oldest_due_message_age_seconds',
    'messages_in_hand',
  ],
  attachments: [
    ...everyService,
    ...everyConsumer,
    'files_total',
    'refusals_total',
    'scans_total',
    'claims_unbound_total',
    'oldest_unscanned_age_seconds',
  ],
  'national-portal': [
    ...everyService,
    ...everyConsumer,
    'cases_total',
    'reports_total',
    'portal_failures_total',
    'seconds_since_pull',
    'oldest_report_seconds',
  ],
  'civil-registry': [
    ...everyService,
    ...everyConsumer,
    'declarations_total',
    'acts_registered_total',
    'registration_batch_size',
    'registration_queue',
    'registrations_replanned_total',
    'mentions_total',
    'duplicates_found_total',
    'register_chains_broken_total',
    'documents_produced_total',
    'documents_verified_total',
  ],
  insights: [
    ...everyService,
    ...everyConsumer,
    'open_cases',
    'due_soon_cases',
    'overdue_cases',
    'received_total',
    'breaches_total',
    'heads_behind_events',
  ],
  'document-orders': [
    ...everyService,
    ...everyConsumer,
    'orders_total',
    'payment_callbacks_total',
    'payments_reconciled_total',
    'unreconciled_payments',
    'refunds_total',
    'oldest_refund_seconds',
    'provider_failures_total',
    'post_statuses_total',
    'seconds_since_tracking',
  ],
};

describe('the metrics', () => {
  it.each(processes)('of %s are all there, beside those of Node', async (process) => {
    const names = namesIn(await exposition(process));
    const wanted = [
      ...matrix[process].map((name) => `jamaa_${process.replaceAll('-', '_')}_${name}`),
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ];
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });

  /** What one complaint that is filed, routed, taken and answered moves, by how much at least. */
  const moves: readonly (readonly [Process, string, Record<string, string>, number])[] = [
    ['gateway', 'request_seconds_count', { route: '/v1/complaints', method: 'POST', status: '201' }, 1],
    ['gateway', 'request_seconds_count', { route: '/v1/complaints', method: 'POST', status: '422' }, 1],
    ['gateway', 'request_seconds_count', { route: '/v1/complaints/:reference/take', status: '200' }, 1],
    ['directory', 'sign_ins_total', { outcome: 'citizen' }, 1],
    ['directory', 'rpc_server_seconds_count', { method: 'resolveAccount', code: 'ok' }, 1],
    ['gis', 'locate_total', { outcome: 'found' }, 1],
    ['gis', 'rpc_server_seconds_count', { method: 'locate', code: 'ok' }, 1],
    ['intake', 'complaints_submitted_total', { channel: 'web', kind: 'reclamation' }, 1],
    ['intake', 'commands_total', { command: 'take' }, 1],
    ['intake', 'commands_total', { command: 'approve' }, 1],
    ['intake', 'relay_published_total', {}, 5],
    ['intake', 'consumer_events_total', { source: 'routing', outcome: 'applied' }, 1],
    ['intake', 'consumer_batch_seconds_count', { source: 'routing' }, 1],
    ['intake', 'rpc_server_seconds_count', { method: 'submit', code: 'ok' }, 1],
    ['intake', 'transactions_total', {}, 1],
    ['intake', 'database_command_seconds_count', { command: 'insert', outcome: 'ok' }, 1],
    ['intake', 'database_command_seconds_count', { command: 'find', outcome: 'ok' }, 1],
    ['intake', 'database_checkout_seconds_count', {}, 1],
    ['sla', 'consumer_event_age_seconds_count', { source: 'intake' }, 5],
    ['intake', 'rpc_server_seconds_count', { method: 'submit', code: 'validation-failed' }, 1],
    ['routing', 'decisions_total', { outcome: 'assigned' }, 1],
    ['routing', 'decision_delay_seconds_count', {}, 1],
    ['routing', 'relay_published_total', {}, 1],
    ['routing', 'consumer_events_total', { source: 'intake', outcome: 'applied' }, 1],
    ['sla', 'consumer_events_total', { source: 'intake', outcome: 'applied' }, 5],
    ['sla', 'open_clocks', { kind: 'legal' }, 1],
    ['notifications', 'consumer_events_total', { source: 'intake', outcome: 'applied' }, 2],
    ['notifications', 'messages_total', { template: 'receipt', channel: 'sms', outcome: 'sent' }, 1],
    ['notifications', 'messages_total', { template: 'answered', channel: 'email', outcome: 'sent' }, 1],
    ['notifications', 'send_seconds_count', { channel: 'email', outcome: 'accepted' }, 2],
  ];

  it('move with a complaint that is filed, routed, taken and answered, and come to rest', async () => {
    const snapshot = async (): Promise<Record<Process, string>> =>
      Object.fromEntries(
        await Promise.all(processes.map(async (one) => [one, await exposition(one)] as const)),
      ) as Record<Process, string>;
    const value = (of: Record<Process, string>, [process, name, labels]: (typeof moves)[number]): number =>
      sumOf(of[process], `jamaa_${process.replaceAll('-', '_')}_${name}`, labels);
    const before = await snapshot();
    await tell();
    let behind: unknown[] = [...moves];
    await until('the metrics have moved', async () => {
      const after = await snapshot();
      behind = moves.filter((move) => value(after, move) - value(before, move) < move[3]);
      return behind.length === 0;
    }).catch(() => expect(behind).toEqual([]));
    await until('no backlog is left', async () => {
      const after = await snapshot();
      const backlog = (['intake', 'routing', 'sla', 'notifications'] as const).map(
        (one) =>
          sumOf(after[one], `jamaa_${one}_consumer_lag_events`) +
          sumOf(after[one], `jamaa_${one}_relay_unpublished_events`),
      );
      return backlog.every((count) => count === 0);
    });
  });

  it('tell by consumer and source how far behind it is', async () => {
    for (const [process, source] of [
      ['intake', 'routing'],
      ['routing', 'intake'],
      ['sla', 'intake'],
      ['notifications', 'intake'],
    ] as const)
      expect(await exposition(process)).toMatch(
        new RegExp(`^jamaa_${process}_consumer_lag_events\\{source="${source}"\\} \\d`, 'm'),
      );
  });
});

/** Two complaints: one answered, one that stays open; a refused one; a sign-in; a look at the map. */
async function tell(): Promise<void> {
  await call('GET', '/v1/me', {
    token: await mint({ sub: hex(8), email: `${hex(4)}@example.org`, email_verified: true }),
  });
  await call('GET', `/v1/locate?longitude=-4.83&latitude=33.83${Math.floor(Math.random() * 1e6)}`);
  await call('POST', '/v1/complaints', {
    body: { kind: 'reclamation', category: 'XXX', description: 'x', commune: '03.451.01.09' },
  });
  const filed: Filed = await file();
  await untilState(await file(), 'assigned');
  await untilState(filed, 'assigned');
  const path = `/v1/complaints/${filed.reference}`;
  const technical = await tokenOf('technical.sefrou');
  await call('POST', `${path}/take`, { token: technical });
  await call('POST', `${path}/propose-answer`, { token: technical, body: { text: 'تم' } });
  await call('POST', `${path}/approve`, { token: await tokenOf('validator.sefrou') });
  await until('the answer is sent', async () =>
    (await messagesWith(filed.reference)).some(({ text }) => text.includes('تم')),
  );
}
