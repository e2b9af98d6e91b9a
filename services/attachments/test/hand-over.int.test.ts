import { attachmentProof, newId, openKeyring } from '@jamaa/kit';
import { trustCell, until } from '@jamaa/kit/testing';
import { freePort } from '@jamaa/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wav, webp } from './samples.ts';
import { type Attachments, anonymous, createWorld, download, endOf, person, upload, type World } from './world.ts';

/** Two cells with their own databases, subjects and keys; cases move as their intakes say. */
describe('files of a case that moves to another cell', () => {
  let fes: World;
  let casa: World;
  let there: Attachments;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    fes = await createWorld({ CELL: '03' });
    casa = await createWorld({ CELL: '06', CELLS: `03=127.0.0.1:${port}` });
    const services = ['attachments'];
    await trustCell(fes.suite.secretsDir, { cell: '06', folder: casa.suite.secretsDir, services });
    there = await fes.start({ RPC_PORT: String(port) });
  }, 240_000);
  afterAll(async () => {
    await fes.close();
    await casa.close();
  });

  const stateOf = async (id: string) => (await casa.row(id))?.state;
  /** A file of a case of Fès. */
  async function attached(bytes: Buffer) {
    const { id, token } = await upload(there.as(person('sender')), bytes);
    const proof = attachmentProof(await openKeyring(fes.suite.secretsDir), token);
    const { id: complaintId, reference } = await fes.intake.accept([{ id, proof }], ['sender']);
    await until('bound', async () => (await fes.row(id))?.complaintId);
    return { id, complaintId, reference };
  }

  it('are on their way until the case has gone, come whole with their thumbnail, and stay readable where they were', async () => {
    const here = await casa.start();
    const [sound, picture] = [await attached(wav(2_500_000)), await attached(await webp())];
    const arrived = await casa.intake.receive(sound.reference, [sound.id, picture.id], ['agent']);
    await until('asked for', async () => ((await casa.row(sound.id))?.attempts ?? 0) > 0);
    const { attachments } = await here
      .as(person('agent'))
      .listAttachments({ reference: arrived.reference, trackingCode: '' }, { token: '' });
    expect(attachments.map(({ id, state }) => [id, state])).toEqual(
      expect.arrayContaining([
        [sound.id, 'on-its-way'],
        [picture.id, 'on-its-way'],
      ]),
    );
    expect(await endOf(download(here.as(person('agent')), arrived.reference, sound.id))).toBe('command-not-allowed');
    for (const one of [sound, picture]) await fes.intake.handOver(one.complaintId, '06');
    for (const one of [sound, picture]) {
      await until('here', async () => (await stateOf(one.id)) === 'not-scanned', 60_000);
      const original = await download(there.as(person('sender')), one.reference, one.id);
      expect((await download(here.as(person('agent')), arrived.reference, one.id)).equals(original)).toBe(true);
    }
    const thumbnail = await download(here.as(person('agent')), arrived.reference, picture.id, true);
    expect(thumbnail.equals(await download(there.as(person('sender')), picture.reference, picture.id, true))).toBe(
      true,
    );
    await here.child.kill();
  }, 240_000);

  it('killed when the bytes are here and nobody knows: fetched again, once', async () => {
    const file = await attached(wav(300_000));
    await fes.intake.handOver(file.complaintId, '06');
    await until('told', async () => (await fes.row(file.id))?.handedTo);
    const killed = await casa.start({ FAILPOINTS: 'attachments.fetched' });
    const arrived = await casa.intake.receive(file.reference, [file.id], ['agent']);
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: attachments.fetched');
    expect(await stateOf(file.id)).toBe('on-its-way');
    const here = await casa.start();
    await until('here', async () => (await stateOf(file.id)) === 'not-scanned', 60_000);
    expect((await download(here.as(person('agent')), arrived.reference, file.id)).length).toBeGreaterThan(0);
    const stored = casa.mongo.collection<{ _id: string }>('blobs.files');
    expect(await stored.countDocuments({ _id: file.id })).toBe(1);
    await here.child.kill();
  }, 240_000);

  it('are given to nobody else, and a refused one is told as gone', async () => {
    const file = await attached(wav(50_000));
    for (const caller of [anonymous, person('sender')])
      expect(await endOf(there.as(caller).openHandedOverFile({ id: file.id }, { token: '' }))).toBe('forbidden');
    await fes.mongo.collection<{ _id: string }>('files').updateOne({ _id: file.id }, { $set: { state: 'infected' } });
    await fes.intake.handOver(file.complaintId, '06');
    const here = await casa.start();
    await casa.intake.receive(file.reference, [file.id], ['agent']);
    await until('told', async () => (await stateOf(file.id)) === 'refused', 60_000);
    // A file of this cell is never taken for one that is on its way.
    const own = await upload(here.as(anonymous), wav(40_000));
    await casa.intake.receive(file.reference, [own.id], ['agent']);
    // Events of an intake are applied in order: when a later case is noted, the earlier one was.
    const mark = newId();
    await casa.intake.receive(file.reference, [mark], ['agent']);
    await until('a later one is noted', async () => casa.row(mark));
    expect(await casa.row(own.id)).toMatchObject({ state: 'not-scanned' });
    expect((await casa.row(own.id))?.complaintId).toBeUndefined();
    await here.child.kill();
  }, 240_000);
});
