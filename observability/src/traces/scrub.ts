import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { isPersonalKey, maskContacts, maskValues, REDACTED } from '../personal.ts';

/** Attributes of instrumentations that carry a person's address, device, headers, query, or a statement's values. */
const DROPPED =
  /^(?:url\.query|url\.fragment|user_agent\..+|http\.user_agent|http\.client_ip|client\..+|network\.peer\..+|net\.peer\.(?:ip|port)|net\.sock\.peer\..+|(?:http|rpc)\.(?:\w+\.)?(?:request|response)\.(?:header|metadata)\..+|db\.statement|db\.query\..+|db\.operation\.parameter\..+|enduser\..+|user\..+)$/;
/** Namespaces of the conventions, where `name` and `address` are those of services, servers and collections. */
const SEMANTIC = /^(?:db|error|exception|express|http|messaging|mongoose|net|network|rpc|server|service|url)\./;
const URLS = /^(?:url\.full|url\.path|http\.url|http\.target)$/;
const MESSAGES = /^exception\.(?:message|stacktrace)$/;

/** An address without query, fragment and credentials; masked where its path, however it is encoded, holds a contact. */
function withoutQuery(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
  const plain = path.replaceAll(/%[0-7][0-9a-f]/gi, (octet) =>
    String.fromCharCode(Number.parseInt(octet.slice(1), 16)),
  );
  const masked = maskContacts(plain);
  return masked === plain ? path : masked;
}

function scrubValue(key: string, value: AttributeValue): AttributeValue {
  if (!SEMANTIC.test(key) && isPersonalKey(key.slice(key.lastIndexOf('.') + 1))) return REDACTED;
  if (typeof value !== 'string') return value;
  if (URLS.test(key)) return withoutQuery(value);
  return MESSAGES.test(key) ? maskValues(value) : maskContacts(value);
}

/** A copy of a span's, event's or link's attributes that carries no personal data, query, header or statement. */
export function scrubAttributes(attributes: Attributes): Attributes {
  const kept: Attributes = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && !DROPPED.test(key)) kept[key] = scrubValue(key, value);
  }
  return kept;
}
