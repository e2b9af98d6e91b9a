import type { Keyring, Platform } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import type { Press } from './press.ts';
import type { ActSource } from './sources.ts';
import type { DocumentTokens } from './token.ts';

export interface DocumentsTelemetry {
  readonly produced: { inc(labels: { kind: string; purpose: string }): void };
  readonly verified: { inc(labels: { verdict: string }): void };
}

/** What the methods of documents stand on. */
export interface DocumentsDeps {
  readonly platform: Platform;
  readonly keyring: Keyring;
  readonly grantsOf: Deps['grantsOf'];
  readonly acts: ActSource;
  readonly press: Press;
  readonly tokens: DocumentTokens;
  readonly telemetry: DocumentsTelemetry;
  /** Address under which anybody verifies, without the token. */
  readonly verifyUrl: string;
  /** For how many days a file can be had again. */
  readonly fileDays: number;
}
