import { readFileSync } from 'node:fs';
import type { Logger } from '@jamaa/observability';
import { createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey, jwksCache } from 'jose';

export interface IssuerKeysOptions {
  readonly url: string;
  /** File with the keys of the day it was made: they count until the issuer has been asked, at a start with the link down. */
  readonly file?: string | undefined;
  readonly refreshMs: number;
  readonly logger: Logger;
}

export interface IssuerKeys {
  readonly keyOf: JWTVerifyGetKey;
  close(): void;
}

/**
 * The issuer's keys as they were last read. They are read again every `refreshMs`, when a token names one that is not known, and they
 * never expire by themselves: a région whose link is down for a day goes on letting its people in. A key that the issuer has
 * withdrawn is refused after the next reading.
 */
export function createIssuerKeys({ url, file, refreshMs, logger }: IssuerKeysOptions): IssuerKeys {
  const keys = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: Number.POSITIVE_INFINITY,
    cooldownDuration: 5_000,
    timeoutDuration: 3_000,
    ...(file === undefined ? {} : { [jwksCache]: { jwks: readKeys(file), uat: 1 } }),
  });
  const readAgain = (): void => {
    keys
      .reload()
      .catch((error: unknown) => logger.warn({ err: error }, 'sign-in keys not read again, the last ones count'));
  };
  const timer = setInterval(readAgain, refreshMs);
  // A key that was withdrawn since the file was made must not count until the first round.
  if (file !== undefined) readAgain();
  return { keyOf: keys, close: () => clearInterval(timer) };
}

const readKeys = (file: string): JSONWebKeySet => JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet;
