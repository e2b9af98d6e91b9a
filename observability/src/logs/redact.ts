import { isPersonalKey, REDACTED } from '../personal.ts';
import { serializeError } from './error.ts';

const MAX_DEPTH = 8;

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return serializeError(value);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  if (hasToJson(value)) return redactValue(value.toJSON(), depth + 1);
  return redactFields(value, depth + 1);
}

/**
 * A copy of a log line's fields in which whatever carries a personal name is masked at any depth, errors are
 * reduced, and bytes are counted. It is a walk and not a list of paths, because a path only covers the depths
 * somebody thought of.
 */
export function redactFields(fields: object, depth = 0): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    copy[key] = isPersonalKey(key) && value !== undefined ? REDACTED : redactValue(value, depth);
  }
  return copy;
}
