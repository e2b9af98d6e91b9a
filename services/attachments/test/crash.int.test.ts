import { attachmentProof, openKeyring } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mp4, pdf } from './samples.ts';
import { type Attachments, anonymous, createWorld, download, endOf, person, send, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Each crash test asserts that it was the failpoint that killed. */
const killed = async ({ child }: Attachments): Promise<void> =>
  expect(await child.ended()).toMatchObject({ signal: 'SIGKILL' });

const begin = async (to: Attachments, bytes: Buffer) => {
  const { id, token } = await to.as(anonymous).createUpload({ length: bytes.length, declaredType: '' }, { token: '' });
  const proof = attachmentProof(await openKeyring(world.suite.secretsDir), token);
  return { id, proof };
};

it('killed in the middle of an upload, it goes on from the last piece that was answered or written, and ends whole', async () => {
  const bytes = mp4(3_000_000);
  const doomed = await world.start({ FAILPOINTS: 'attachments.after-piece@5' });
  const { id, proof } = await begin(doomed, bytes);
  expect(await endOf(send(doomed.as(anonymous), id, bytes))).not.toBe('ok');
  await killed(doomed);
  const next = await world.start();
  const sender = next.as(anonymous);
  const { offset } = await sender.getUpload({ id }, { token: '' });
  // The fifth piece was committed, and its answer lost.
  expect(offset).toBe(5 * 262_144);
  await send(sender, id, bytes, offset);
  await sender.finishUpload({ id }, { token: '' });
  const { reference } = await world.intake.accept([{ id, proof }], ['agent']);
  await until('bound', async () => (await world.row(id))?.complaintId);
  expect((await download(next.as(person('agent')), reference, id)).equals(bytes)).toBe(true);
  await next.child.kill();
});

it('killed between the store and the row, the next process looks into the file by itself, and keeps it once', async () => {
  const bytes = mp4(1_500_000);
  const doomed = await world.start({ FAILPOINTS: 'attachments.before-settled' });
  const { id, proof } = await begin(doomed, bytes);
  await send(doomed.as(anonymous), id, bytes);
  expect(await endOf(doomed.as(anonymous).finishUpload({ id }, { token: '' }))).not.toBe('ok');
  await killed(doomed);
  expect(await world.row(id)).toMatchObject({ state: 'uploading', offset: bytes.length });
  const next = await world.start();
  await until('kept', async () => (await world.row(id))?.state === 'not-scanned');
  const { reference } = await world.intake.accept([{ id, proof }], ['agent']);
  await until('bound', async () => (await world.row(id))?.complaintId);
  expect((await download(next.as(person('agent')), reference, id)).equals(bytes)).toBe(true);
  const chunks = await world.mongo.collection<{ files_id: string }>('blobs.chunks').countDocuments({ files_id: id });
  expect(chunks).toBe(Math.ceil(bytes.length / (512 * 1024)));
  await next.child.kill();
});

it('a sender who asks after such a crash is told of a refusal', async () => {
  const bytes = Buffer.concat([pdf(), Buffer.from('more')]);
  const doomed = await world.start({ FAILPOINTS: 'attachments.after-piece' });
  const { id } = await begin(doomed, bytes);
  expect(await endOf(send(doomed.as(anonymous), id, bytes))).not.toBe('ok');
  await killed(doomed);
  const next = await world.start({ LEFT_BEHIND_MS: '600000' });
  expect(await endOf(next.as(anonymous).getUpload({ id }, { token: '' }))).toBe('validation-failed polyglot');
  await next.child.kill();
});

it('killed between binding a file to its case and the acknowledgement, it binds it once and for good', async () => {
  const bytes = mp4(100_000);
  const doomed = await world.start({ FAILPOINTS: 'consumer.attachments.before-ack' });
  const { id, proof } = await begin(doomed, bytes);
  await send(doomed.as(anonymous), id, bytes);
  await doomed.as(anonymous).finishUpload({ id }, { token: '' });
  const { id: complaintId, reference } = await world.intake.accept([{ id, proof }], ['agent']);
  await killed(doomed);
  const next = await world.start();
  expect(await world.row(id)).toMatchObject({ complaintId });
  expect((await download(next.as(person('agent')), reference, id)).equals(bytes)).toBe(true);
});
