export type Schema = { [member: string]: unknown };

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const dropped = /^(description|default|x-kubernetes-.*|x-int-or-string|example|title)$/;
const intOrString = { anyOf: [{ type: 'string' }, { type: 'integer' }] };

/**
 * A schema as kubeconform's strict mode needs it: members that are not listed are refused, numbers may stand where Kubernetes takes
 * either, and what only explains is left out.
 */
export function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (!isObject(schema)) return schema;
  if (schema['format'] === 'int-or-string' || schema['x-kubernetes-int-or-string'] === true) return intOrString;
  const out: Schema = {};
  for (const [name, value] of Object.entries(schema)) {
    if (dropped.test(name) || name === 'nullable' || name === 'properties') continue;
    out[name] = strict(value);
  }
  const { properties } = schema;
  if (isObject(properties)) {
    out['properties'] = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, strict(value)]));
    if (schema['additionalProperties'] === undefined && schema['x-kubernetes-preserve-unknown-fields'] !== true)
      out['additionalProperties'] = false;
  }
  return out;
}

const PREFIX = '#/definitions/';

/** The definition with all that it refers to, in one document. */
export function standalone(name: string, definitions: Readonly<Record<string, Schema>>): Schema {
  const needed = new Map<string, unknown>();
  const collect = (wanted: string): void => {
    if (needed.has(wanted)) return;
    const found = definitions[wanted];
    if (found === undefined) throw new Error(`no definition ${wanted}`);
    // Quantities are texts in the document, and numbers in everybody's manifests.
    const quantity = wanted.endsWith('.resource.Quantity');
    needed.set(wanted, quantity ? { anyOf: [{ type: 'string' }, { type: 'number' }] } : strict(found));
    for (const [, other = ''] of JSON.stringify(found).matchAll(/"#\/definitions\/([^"]+)"/g)) collect(other);
  };
  collect(name);
  return { $ref: `${PREFIX}${name}`, definitions: Object.fromEntries(needed) };
}
