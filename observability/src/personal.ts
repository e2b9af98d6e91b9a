/**
 * What may never leave a process in a log line, a span or a metric: personal data and credentials.
 * Law 09-08 asks for the minimum; our rule is stricter: ids only.
 */

export const REDACTED = '[redacted]';

/** Property names, without case, dashes and underscores, whose value is dropped wherever it stands. */
const EXACT = new Set([
  ...['setcookie', 'token', 'accesstoken', 'refreshtoken', 'idtoken', 'callertoken', 'apikey', 'privatekey', 'otp'],
  ...['name', 'firstname', 'lastname', 'fullname', 'givenname', 'familyname', 'displayname', 'fathername'],
  ...['mothername', 'birthdate', 'dateofbirth', 'birthplace', 'identity', 'nationalid', 'cin', 'cnie', 'passport'],
  ...['mobile', 'contact', 'contacts', 'address', 'street', 'description', 'comment', 'text', 'body'],
  ...['ip', 'clientip', 'remoteaddress', 'xforwardedfor', 'useragent'],
]);

/** Endings that are telling behind any prefix: `citizenPhone`, `x-tracking-code`. */
const SUFFIX = /(?:phone|phonenumber|email|trackingcode|authorization|cookie|password|secret)$/;

/** The local part is bounded (RFC 5321: 64), so that a long line without an address costs no more than its length. */
const EMAIL = /[\w.%+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;
const INTERNATIONAL_PHONE = /(?<!\w)\+\d(?:[ .-]?\d){7,14}(?!\d)/g;
/** National form of a Moroccan number; the look-arounds keep UUIDs, trace ids and complaint references whole. */
const MOROCCAN_PHONE = /0(?<![\w.+-]0)[5-8](?:[ .-]?\d\d){4}(?![\w-])/g;

/** A signed token (JWS): an access token, or the code of a document, which leads to what the paper says. */
const SIGNED_TOKEN = /\beyJ[\w-]{8,}\.[\w-]*\.[\w-]+/g;

const DUPLICATE_KEY = /dup key: \{.*\}/gs;
const QUOTED_VALUE = /(?<!\b(?:path|model|field|property|module|package|collection|index) )"(?:[^"\\]|\\.)*"/g;
const SINGLE_QUOTED_VALUE = /\b(value|input) '[^']*'/gi;

const MAX_KNOWN_KEYS = 2_000;
const known = new Map<string, boolean>();

/** True for a property, attribute or label name that stands for personal data or a credential. */
export function isPersonalKey(key: string): boolean {
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const folded = key.toLowerCase().replaceAll(/[-_]/g, '');
  const personal = EXACT.has(folded) || SUFFIX.test(folded);
  // Field names are few and come back in every line; names taken from data must not fill the memory.
  if (known.size < MAX_KNOWN_KEYS) known.set(key, personal);
  return personal;
}

/** Masks e-mail addresses, telephone numbers and signed tokens in any text, a whole JSON line included. */
export function maskContacts(text: string): string {
  let masked = text;
  // Most lines have neither sign, and looking for a sign is ten times cheaper than trying the pattern.
  if (masked.includes('@')) masked = masked.replace(EMAIL, REDACTED);
  if (masked.includes('+')) masked = masked.replace(INTERNATIONAL_PHONE, REDACTED);
  if (masked.includes('eyJ')) masked = masked.replace(SIGNED_TOKEN, REDACTED);
  return masked.replace(MOROCCAN_PHONE, REDACTED);
}

/**
 * Masks the values that libraries quote in error messages (a duplicate key, a value that failed to cast,
 * a piece of unparsable JSON) and leaves the words and the names of paths and models.
 */
export function maskValues(message: string): string {
  return maskContacts(
    message
      .replace(DUPLICATE_KEY, `dup key: ${REDACTED}`)
      .replace(QUOTED_VALUE, REDACTED)
      .replace(SINGLE_QUOTED_VALUE, `$1 ${REDACTED}`),
  );
}
