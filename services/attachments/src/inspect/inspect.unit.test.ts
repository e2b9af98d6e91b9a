import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import {
  emptyZip,
  gpsJpeg,
  hollowPng,
  mp4,
  packedObjects,
  pdf,
  png,
  program,
  wav,
  webp,
  zip,
} from '../../test/samples.ts';
import { limitsAt } from '../domain/limits.ts';
import { carriesAnother } from './hidden.ts';
import { inspectPdf } from './pdf.ts';
import { remake } from './photo.ts';
import { sniff } from './sniff.ts';

const limits = limitsAt(new Date('2026-11-02T09:00:00Z'));
const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: unknown) => (isAppError(error) ? (error.fields[0]?.code ?? error.code) : String(error)),
  );

describe('the type of a file is what its bytes show', () => {
  const typeOf = async (bytes: Buffer, declared = '', length = bytes.length) =>
    (await sniff(bytes, declared, length, limits)).mediaType;

  it('of what is taken', async () => {
    const found = [await gpsJpeg(), await png(), await webp(), pdf(), wav(), mp4(5_000)].map((bytes) => typeOf(bytes));
    expect(await Promise.all(found)).toEqual([
      'image/jpeg',
      'image/png',
      'image/webp',
      'application/pdf',
      'audio/wav',
      'video/mp4',
    ]);
  });
  it.each([
    ['a program named .jpg', program, 'type'],
    ['an archive', zip, 'type'],
    ['an office file', Buffer.concat([zip, Buffer.from('word/document.xml')]), 'type'],
    ['a page of the web', Buffer.from('<!DOCTYPE html><script>alert(1)</script>'), 'type'],
    ['a drawing that can run', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'type'],
    ['a text', Buffer.from('nothing to see'), 'type'],
    ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'heic'],
    ['markup before a PDF', Buffer.concat([Buffer.from('<html>'), pdf()]), 'type'],
  ])('%s is refused, whatever is declared', async (_what, bytes, reason) => {
    expect(await reasonOf(sniff(bytes, 'image/jpeg', bytes.length, limits))).toBe(reason);
  });
  it('its sender may say only that a container holds no picture', async () => {
    expect(await typeOf(mp4(5_000), 'audio/mp4')).toBe('audio/mp4');
    expect(await typeOf(mp4(5_000), 'image/jpeg')).toBe('video/mp4');
    expect(await typeOf(wav(), 'video/mp4')).toBe('audio/wav');
  });
  it.each([
    ['photo', png, 15_000_001],
    ['PDF', async () => pdf(), 20_000_001],
    ['sound', async () => wav(), 25_000_001],
  ])('a %s that is announced too large is refused by its first bytes', async (_kind, make, length) => {
    const bytes = await make();
    expect(await reasonOf(sniff(bytes, '', length, limits))).toBe('too-large');
    expect(await reasonOf(sniff(bytes, '', length - 1, limits))).toBe('taken');
  });
});

describe('a photo', () => {
  it('loses the place, camera and date it was taken at, and stands upright', async () => {
    const taken = await gpsJpeg();
    expect(taken.toString('latin1')).toContain('TelltaleCamera');
    expect(await sharp(taken).metadata()).toMatchObject({ width: 400, height: 200, orientation: 6 });
    const { bytes, thumbnail } = await remake(taken, limits);
    const kept = await sharp(bytes).metadata();
    expect(kept).toMatchObject({ format: 'jpeg', width: 200, height: 400 });
    expect([kept.exif, kept.xmp, kept.orientation]).toEqual([undefined, undefined, undefined]);
    expect(bytes.toString('latin1')).not.toContain('TelltaleCamera');
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'webp', width: 160, height: 320 });
  });
  it.each([
    ['an archive', emptyZip],
    ['a page', Buffer.from('<script>alert(1)</script>')],
    ['a PDF', pdf()],
  ])('that carries %s behind it carries it no more', async (_what, more) => {
    const { bytes } = await remake(Buffer.concat([await gpsJpeg(), more]), limits);
    expect(bytes.includes(more.subarray(0, 8))).toBe(false);
    expect(await reasonOf(sharp(bytes).stats())).toBe('taken');
  });
  it('of forty thousand by forty thousand is refused before memory is spent', async () => {
    const before = process.memoryUsage().rss;
    expect(await reasonOf(remake(hollowPng(40_000, 40_000), limits))).toBe('too-many-pixels');
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });
  it('that is torn, or only begins like one, is refused', async () => {
    const whole = await gpsJpeg();
    expect(await reasonOf(remake(whole.subarray(0, whole.length / 2), limits))).toBe('unreadable');
    expect(await reasonOf(remake(Buffer.concat([whole.subarray(0, 20), Buffer.alloc(5_000)]), limits))).toBe(
      'unreadable',
    );
    expect(await reasonOf(remake(hollowPng(4_000, 4_000), limits))).toBe('unreadable');
  });
  it('is read by no other reader than those of its formats', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');
    expect(await reasonOf(remake(svg, limits))).toBe('unreadable');
  });
});

describe('a PDF', () => {
  const active = '8 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\n';
  it('is taken, with packed objects too', async () => {
    expect(await reasonOf(inspectPdf(pdf()))).toBe('taken');
    expect(await reasonOf(inspectPdf(pdf(packedObjects('1 0 << /Type /Font >>'))))).toBe('taken');
  });
  it.each<[string, Buffer, string]>([
    ['with bytes before it', Buffer.concat([Buffer.from('#!/bin/sh\n'), pdf()]), 'polyglot'],
    ['with an archive behind it', Buffer.concat([pdf(), emptyZip]), 'polyglot'],
    ['with a page behind it', Buffer.concat([pdf(), Buffer.from('<script>alert(1)</script>')]), 'polyglot'],
    ['without an end', pdf().subarray(0, 120), 'unreadable'],
    ['with a script', pdf(active), 'active-content'],
    ['with a script in an escaped name', pdf(active.replace('/JavaScript /JS', '/J#61vaScript /X')), 'active-content'],
    ['with a script among its packed objects', pdf(packedObjects(active)), 'active-content'],
    [
      'with a program attached',
      pdf('8 0 obj\n<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream\nendobj\n'),
      'active-content',
    ],
    ['that starts a program', pdf('8 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n'), 'active-content'],
    ['under a password', pdf('8 0 obj\n<< /Encrypt 9 0 R >>\nendobj\n'), 'encrypted'],
    ['whose packed objects are a bomb', pdf(packedObjects(Buffer.alloc(40_000_000))), 'bomb'],
    [
      'whose packed objects are damaged',
      pdf('9 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\nnot packed\nendstream\nendobj\n'),
      'unreadable',
    ],
  ])('%s is refused', async (_what, bytes, reason) => {
    expect(await reasonOf(inspectPdf(bytes))).toBe(reason);
  });
});

it('sound and film carry no page, PDF or archive', () => {
  const look = (bytes: Buffer): boolean => carriesAnother(bytes, bytes.subarray(-66_000), 'media');
  expect(look(wav())).toBe(false);
  expect(look(mp4(70_000))).toBe(false);
  expect(look(wav(60_000, Buffer.from('%PDF-1.7')))).toBe(true);
  expect(look(wav(60_000, Buffer.from('<script>')))).toBe(true);
  expect(look(Buffer.concat([mp4(70_000), emptyZip]))).toBe(true);
});
