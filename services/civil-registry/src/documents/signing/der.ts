import { type AsnType, fromBER, Sequence } from 'asn1js';

export const derOf = (schema: Pick<AsnType, 'toBER'>): Buffer => Buffer.from(schema.toBER());

/** A DER sequence read for use inside another. @throws Error when it is not one */
export function schemaOf(der: Uint8Array): Sequence {
  const { result } = fromBER(der);
  if (!(result instanceof Sequence)) throw new Error('not a DER sequence');
  return result;
}
