import { attachmentProof, openKeyring } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ClamdDouble, startClamdDouble } from './clamd-double.ts';
import { eicar, wav } from './samples.ts';
import { type Attachments, anonymous, createWorld, download, endOf, person, upload, type World } from './world.ts';

let world: World;
let clamd: ClamdDouble;
let attachments: Attachments;
beforeAll(async () => {
  world = await createWorld();
  clamd = await startClamdDouble();
  attachments = await world.start({ CLAMD_ADDRESS: clamd.address, CLAMD_TIMEOUT_MS: '3000' });
});
afterAll(async () => {
  await world.close();
  await clamd.stop();
});

const stateOf = async (id: string) => (await world.row(id))?.state;

/** A file of a case that `agent` may see; the sender is signed in as `sender`. */
async function attached(bytes: Buffer) {
  const { id, token } = await upload(attachments.as(person('sender')), bytes);
  const proof = attachmentProof(await openKeyring(world.suite.secretsDir), token);
  const { reference } = await world.intake.accept([{ id, proof }], ['agent', 'sender', '']);
  await until('bound', async () => (await world.row(id))?.complaintId);
  return { id, token, reference };
}

describe('with a scanner', () => {
  it('a clean file is scanned whole and then served', async () => {
    const bytes = wav(700_000);
    const { id, reference } = await attached(bytes);
    await until('clean', async () => (await stateOf(id)) === 'clean');
    expect(clamd.scanned).toContain(bytes.length);
    expect((await download(attachments.as(person('agent')), reference, id)).equals(bytes)).toBe(true);
  });

  it('a file with a virus is served to nobody, and its bytes are gone', async () => {
    const { id, reference, token } = await attached(wav(60_000, Buffer.from(eicar)));
    await until('infected', async () => (await stateOf(id)) === 'infected');
    for (const who of ['agent', 'sender'])
      expect(await endOf(download(attachments.as(person(who)), reference, id, false, token))).toBe(
        'command-not-allowed',
      );
    await until('no bytes', async () => {
      const chunks = world.mongo.collection<{ files_id: string }>('blobs.chunks');
      return (await chunks.countDocuments({ files_id: id })) === 0;
    });
    expect(attachments.child.stdout()).toContain('Eicar-Test-Signature');
  });

  it('out of reach, files are taken and wait; its sender alone has them; back again, they are scanned', async () => {
    const port = Number(clamd.address.split(':')[1]);
    await clamd.stop();
    const bytes = wav(50_000);
    const { id, reference, token } = await attached(bytes);
    await until('it was tried twice', async () => ((await world.row(id))?.attempts ?? 0) >= 2);
    expect(['received', 'scanning']).toContain(await stateOf(id));
    expect(await endOf(download(attachments.as(person('agent')), reference, id))).toBe('command-not-allowed');
    expect(await endOf(download(attachments.as(anonymous), reference, id))).toBe('command-not-allowed');
    expect((await download(attachments.as(person('sender')), reference, id)).equals(bytes)).toBe(true);
    expect((await download(attachments.as(anonymous), reference, id, false, token)).equals(bytes)).toBe(true);
    clamd = await startClamdDouble(port);
    await until('clean', async () => (await stateOf(id)) === 'clean');
    expect((await download(attachments.as(person('agent')), reference, id)).equals(bytes)).toBe(true);
  });
});
