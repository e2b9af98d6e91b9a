import { attachmentProof, type Keyring, openKeyring } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { gpsJpeg, mp4, pdf, program, wav } from './samples.ts';
import {
  type Attachments,
  anonymous,
  createWorld,
  download,
  endOf,
  intakeItself,
  person,
  send,
  upload,
  type World,
} from './world.ts';

let world: World;
let attachments: Attachments;
let keyring: Keyring;
const proof = (token: string): string => attachmentProof(keyring, token);
beforeAll(async () => {
  world = await createWorld();
  keyring = await openKeyring(world.suite.secretsDir);
  attachments = await world.start();
});
afterAll(() => world.close());

const pieces = (id: string): Promise<number> =>
  world.mongo.collection<{ _id: string }>('pieces').countDocuments({ _id: { $gte: `${id}/`, $lt: `${id}0` } });
const blobs = (id: string): Promise<number> =>
  world.mongo.collection<{ files_id: string }>('blobs.chunks').countDocuments({ files_id: id });

describe('a photo', () => {
  it('is bound to the case that shows its token, and given to whoever may see the case, without its place', async () => {
    const sender = attachments.as(anonymous);
    const { id, token } = await upload(sender, await gpsJpeg());
    const { reference } = await world.intake.accept([{ id, proof: proof(token) }], ['agent']);
    const agent = attachments.as(person('agent'));
    await until('bound', async () => (await world.row(id))?.complaintId !== undefined);
    const { attachments: list } = await agent.listAttachments({ reference, trackingCode: '' }, { token: '' });
    expect(list).toMatchObject([{ id, kind: 'photo', mediaType: 'image/jpeg', state: 'not-scanned', thumbnail: true }]);
    const bytes = await download(agent, reference, id);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.toString('latin1')).not.toContain('TelltaleCamera');
    expect((await sharp(await download(agent, reference, id, true)).metadata()).format).toBe('webp');
    expect(await world.row(id)).not.toHaveProperty('expiresAt');
    await until('its pieces are gone', async () => (await pieces(id)) === 0);
  });

  it('is nobody’s who may not see the case, and not another case’s', async () => {
    const { id, token } = await upload(attachments.as(anonymous), await gpsJpeg());
    const [own, other] = [
      await world.intake.accept([{ id, proof: proof(token) }], ['agent']),
      await world.intake.accept([], ['agent']),
    ];
    await until('bound', async () => (await world.row(id))?.complaintId === own.id);
    expect(await endOf(download(attachments.as(person('stranger')), own.reference, id))).toBe('not-found');
    expect(await endOf(download(attachments.as(anonymous), own.reference, id))).toBe('not-found');
    expect(await endOf(download(attachments.as(person('agent')), other.reference, id))).toBe('not-found');
    const read = attachments.as(person('agent')).readAttachment;
    for (const ticket of ['', 'x.y', `${Buffer.from('{"key":"a","size":9,"until":9e15}').toString('base64url')}.abc`])
      expect(await endOf(read({ ticket, offset: 0, length: 10 }, { token: '' }))).toBe('forbidden');
  });
});

describe('a claim', () => {
  const check = async (claims: { id: string; proof: string }[], complaintId = '') => {
    const { verdicts } = await attachments.as(intakeItself).checkClaims({ claims, complaintId }, { token: '' });
    return verdicts.map(({ outcome }) => outcome);
  };
  it('needs the token, a whole file that was taken, and is intake’s to ask', async () => {
    const sender = attachments.as(anonymous);
    const whole = await upload(sender, wav());
    const torn = await sender.createUpload({ length: 10_000, declaredType: '' }, { token: '' });
    const claims = [
      { id: whole.id, proof: proof(whole.token) },
      { id: whole.id, proof: proof('another') },
      { id: torn.id, proof: proof(torn.token) },
      { id: 'none', proof: proof('none') },
    ];
    expect(await check(claims)).toEqual(['ok', 'unknown', 'incomplete', 'unknown']);
    expect(await endOf(sender.checkClaims({ claims, complaintId: '' }, { token: '' }))).toBe('forbidden');
  });
  it('with a wrong proof, accepted while this service was away, binds nothing; the right one then does', async () => {
    const { id, token } = await upload(attachments.as(anonymous), wav());
    await world.intake.accept([{ id, proof: proof('guessed') }]);
    const right = await world.intake.accept([{ id, proof: proof(token) }]);
    await until('bound', async () => (await world.row(id))?.complaintId);
    expect((await world.row(id))?.complaintId).toBe(right.id);
    expect(await check([{ id, proof: proof(token) }])).toEqual(['taken']);
  });
});

describe('what is refused', () => {
  it('by its first bytes is refused before the rest is sent, and leaves no bytes behind', async () => {
    const sender = attachments.as(anonymous);
    const { id } = await sender.createUpload({ length: 5_000_000, declaredType: 'image/jpeg' }, { token: '' });
    expect(await endOf(sender.appendUpload({ id, offset: 0, data: program }, { token: '' }))).toBe(
      'unsupported-media-type type',
    );
    expect(await endOf(sender.getUpload({ id }, { token: '' }))).toBe('unsupported-media-type type');
    expect(await world.row(id)).toMatchObject({ state: 'refused', refusal: 'type' });
    expect(await pieces(id)).toBe(0);
  });
  it('by its whole content is refused at its end, and leaves no bytes behind', async () => {
    const sender = attachments.as(anonymous);
    const bytes = Buffer.concat([pdf(), Buffer.from('#!/bin/sh\nrm -rf /\n')]);
    const { id } = await sender.createUpload({ length: bytes.length, declaredType: '' }, { token: '' });
    await send(sender, id, bytes);
    expect(await endOf(sender.finishUpload({ id }, { token: '' }))).toBe('validation-failed polyglot');
    await until('no bytes', async () => (await pieces(id)) + (await blobs(id)) === 0);
  });
  it.each([
    ['at another offset', 5, Buffer.alloc(10), 'command-not-allowed'],
    ['more than was announced', 0, Buffer.concat([wav(), Buffer.alloc(1)]), 'payload-too-large'],
    ['a piece that is too large', 0, Buffer.alloc(1_048_577), 'payload-too-large'],
  ])('%s', async (_what, offset, data, code) => {
    const sender = attachments.as(anonymous);
    const { id } = await sender.createUpload({ length: 60_000, declaredType: '' }, { token: '' });
    expect(await endOf(sender.appendUpload({ id, offset, data }, { token: '' }))).toBe(code);
    expect([(await world.row(id))?.offset, await pieces(id)]).toEqual([0, 0]);
  });
  it('of two senders of the same bytes one is told to go on from where the upload stands', async () => {
    const sender = attachments.as(anonymous);
    const bytes = mp4(600_000);
    const { id } = await sender.createUpload({ length: bytes.length, declaredType: '' }, { token: '' });
    const piece = () => endOf(sender.appendUpload({ id, offset: 0, data: bytes.subarray(0, 200_000) }, { token: '' }));
    expect((await Promise.all([piece(), piece(), piece()])).sort()).toEqual([
      'command-not-allowed',
      'command-not-allowed',
      'ok',
    ]);
    expect([(await world.row(id))?.offset, await pieces(id)]).toEqual([200_000, 1]);
  });
});

describe('time', () => {
  const overdue = (id: string) =>
    world.mongo
      .collection<{ _id: string }>('files')
      .updateOne({ _id: id }, { $set: { expiresAt: new Date(Date.now() - 1_000) } });

  it('throws away what nobody has taken, bytes and all', async () => {
    const { id } = await upload(attachments.as(anonymous), wav());
    const begun = await attachments.as(anonymous).createUpload({ length: 10_000, declaredType: '' }, { token: '' });
    for (const one of [id, begun.id]) await overdue(one);
    await until('gone', async () => (await world.row(id)) === null && (await world.row(begun.id)) === null);
    expect((await pieces(id)) + (await blobs(id))).toBe(0);
  });
  it('never what a case holds, though its event has not come', async () => {
    const { id, token } = await upload(attachments.as(anonymous), wav());
    world.intake.held.set(id, 'a-case');
    await overdue(id);
    await until('kept', async () => ((await world.row(id))?.expiresAt?.getTime() ?? 0) > Date.now() + 3_600_000);
    expect(await world.row(id)).toMatchObject({ state: 'not-scanned' });
    const { reference } = await world.intake.accept([{ id, proof: proof(token) }], ['agent']);
    await until('bound', async () => (await world.row(id))?.complaintId);
    expect(await download(attachments.as(person('agent')), reference, id)).toEqual(wav());
  });
  it('the files of a case whose person was erased, and of no other', async () => {
    const [gone, stays] = [
      await upload(attachments.as(anonymous), await gpsJpeg()),
      await upload(attachments.as(anonymous), wav()),
    ];
    const erased = await world.intake.accept([{ id: gone.id, proof: proof(gone.token) }], ['agent']);
    const { reference } = await world.intake.accept([{ id: stays.id, proof: proof(stays.token) }], ['agent']);
    for (const { id } of [gone, stays])
      await until('bound', async () => (await world.row(id))?.complaintId !== undefined);
    await world.intake.anonymise(erased.id);
    await until('gone', async () => (await world.row(gone.id)) === null);
    expect((await pieces(gone.id)) + (await blobs(gone.id)) + (await blobs(`${gone.id}.thumbnail`))).toBe(0);
    expect(await download(attachments.as(person('agent')), reference, stays.id)).toEqual(wav());
  });
  it('nothing at all while intake is out of reach', async () => {
    const { id } = await upload(attachments.as(anonymous), wav());
    world.intake.down = true;
    await overdue(id);
    await until('it was tried', () => attachments.child.stdout().includes('unclaimed files stay for now'));
    expect(await world.row(id)).toMatchObject({ state: 'not-scanned', expiring: true });
    world.intake.down = false;
    await until('gone', async () => (await world.row(id)) === null);
  });
});
