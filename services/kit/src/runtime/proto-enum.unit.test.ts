import { describe, expect, it } from '@jest/globals';
import { fromProtoEnum, toProtoEnum } from './proto-enum.ts';

const known = ['in-progress', 'answered'] as const;

describe('enum values between protobuf and the domain', () => {
  it('go there and back', () => {
    for (const word of known) expect(fromProtoEnum('STATE', toProtoEnum('STATE', word), known)).toBe(word);
    expect(toProtoEnum('STATE', 'in-progress')).toBe('STATE_IN_PROGRESS');
  });
  it.each(['STATE_UNSPECIFIED', 'STATE_REVOKED', 'UNRECOGNIZED', ''])(
    'are a RangeError when unknown (%s), so that a consumer parks the event',
    (value) => expect(() => fromProtoEnum('STATE', value, known)).toThrow(RangeError),
  );
});
