import { performance } from 'node:perf_hooks';
import { ProduceDocumentRequest } from '@jamaa/proto/civil_registry/v1/documents';
import { birthAct, marriage } from '../support/acts.ts';
import { createDocumentsWorld } from '../support/documents-world.ts';

/**
 * How many documents a second are drawn, sealed, time-stamped, stored and sent over gRPC, from one process. Usage, with MONGODB_URI and
 * NATS_URL of servers to use: `node services/civil-registry/test/bench/documents.ts [seconds] [clients] [kind]`.
 */
const [seconds = 20, clients = 8] = process.argv.slice(2, 4).map(Number);
const kind = process.argv[4] ?? 'extract';
const WARM_UP = 60;

const world = await createDocumentsWorld();
const token = await world.tokenOf('orders');
const times: number[] = [];
let bytes = 0;
let next = 0;

async function produce(): Promise<void> {
  next += 1;
  const id = `act-${next}`;
  const act = birthAct({ id, number: next, mentions: [{ ...marriage, effectiveOn: '2020-06-01' }] });
  if (act.content?.$case === 'birth' && act.content.value.child?.firstNames !== undefined)
    act.content.value.child.firstNames.latin = `Titrit ${next.toString(36)}`;
  world.file(act);
  const request = ProduceDocumentRequest.fromPartial({ kind, actId: id, language: 'ar', purpose: `order:${next}` });
  const began = performance.now();
  const { pdf } = await world.client.call.produceDocument(request, { token, deadlineMs: 60_000 });
  times.push(performance.now() - began);
  bytes += pdf.length;
}

for (let index = 0; index < WARM_UP; index += 1) await produce();
times.length = 0;
bytes = 0;
const before = process.cpuUsage();
const began = performance.now();
const until = began + seconds * 1_000;
await Promise.all(
  Array.from({ length: clients }, async () => {
    while (performance.now() < until) await produce();
  }),
);
const took = (performance.now() - began) / 1_000;
const { user, system } = process.cpuUsage(before);
const sorted = times.toSorted((one, other) => one - other);
const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
process.stdout.write(
  `${JSON.stringify({
    kind,
    clients,
    documents: times.length,
    perSecond: Number((times.length / took).toFixed(1)),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    cpuMsEach: Number(((user + system) / 1_000 / times.length).toFixed(1)),
    bytesEach: Math.round(bytes / times.length),
    node: process.version,
  })}\n`,
);
await world.close();
process.exit(0);
