import * as catalog from '@jamaa/proto/catalog';

interface Codec {
  decode(data: Uint8Array): unknown;
  toJSON(message: never): unknown;
}

const codecs = new Map<string, Codec>(
  Object.values(catalog).flatMap((events) => Object.values(events).map(({ type, codec }) => [type, codec] as const)),
);

/** The payload as JSON; a type the catalog does not know, and data that cannot be read, stay base64 with the reason. */
export function payloadOf(type: string, data: Uint8Array): unknown {
  const raw = { base64: Buffer.from(data).toString('base64') };
  const codec = codecs.get(type);
  if (codec === undefined) return { unread: `the catalog does not know ${type}`, ...raw };
  try {
    return codec.toJSON(codec.decode(data) as never);
  } catch (error) {
    return { unread: error instanceof Error ? error.message : String(error), ...raw };
  }
}
