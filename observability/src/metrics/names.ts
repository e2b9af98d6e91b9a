import { isPersonalKey } from '../personal.ts';

const SNAKE_CASE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
/** Prometheus counts in base units: seconds and bytes. */
const SCALED_UNIT = /_(?:ms|millis|milliseconds|minutes|hours|days|kb|mb|kilobytes|megabytes)$/;

/** `document-orders` → `jamaa_document_orders_`. */
export function metricPrefix(service: string): string {
  const folded = service.replaceAll('-', '_');
  if (!SNAKE_CASE.test(folded)) throw new TypeError(`service: ${JSON.stringify(service)} is not a name in kebab case`);
  return `jamaa_${folded}_`;
}

/**
 * The full name of a metric, checked.
 *
 * @param name thing and unit without prefix: `events_published_total`, `rpc_duration_seconds`
 * @throws TypeError that names the metric and what is wrong with it
 */
export function metricName(prefix: string, name: string, kind: 'counter' | 'gauge' | 'histogram'): string {
  const fail = (reason: string): never => {
    throw new TypeError(`metric ${JSON.stringify(name)}: ${reason}`);
  };
  if (!SNAKE_CASE.test(name)) fail('must be in snake case');
  if (name.startsWith('jamaa_')) fail(`leave out the prefix, ${prefix} is added`);
  if (SCALED_UNIT.test(name)) fail('must use a base unit: seconds or bytes');
  if (kind === 'counter' && !name.endsWith('_total')) fail('a counter must end in _total');
  if (kind !== 'counter' && name.endsWith('_total')) fail('only a counter may end in _total');
  return prefix + name;
}

/** @throws TypeError for a label that would carry personal data */
export function checkLabels(name: string, labels: readonly string[]): void {
  const personal = labels.find(isPersonalKey);
  if (personal === undefined) return;
  throw new TypeError(`metric ${JSON.stringify(name)}: label ${JSON.stringify(personal)} would carry personal data`);
}
