import { randomBytes } from 'node:crypto';
import type { Keyring } from '@jamaa/kit';
import { base32 } from '../domain/reference.ts';

/** A tracking code, told once: twelve characters in three groups. */
export const newTrackingCode = (): string => base32(randomBytes(12)).replaceAll(/(.{4})(?=.)/g, '$1-');

/** Tracking codes as people type them: spaces, dashes and case do not matter. */
const foldTrackingCode = (code: string): string =>
  code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');

export const hashTrackingCode = (keyring: Keyring, code: string): string =>
  keyring.blindIndex('tracking', foldTrackingCode(code));
