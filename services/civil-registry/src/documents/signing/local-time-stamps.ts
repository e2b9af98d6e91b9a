import { randomBytes } from 'node:crypto';
import { Integer, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TSTInfo } from 'pkijs';
import { createCms } from './cms.ts';
import { oid } from './der.ts';
import type { SealKey, TimeStamper } from './ports.ts';

const TST_INFO = oid('1.2.840.113549.1.9.16.1.4');
const SHA256 = '2.16.840.1.101.3.4.2.1';
/** Our own, under the arc of examples: it promises nothing. */
const DEVELOPMENT_POLICY = '2.999.43.20.1';

/** A time-stamp authority inside this process, for development: its clock is ours, so it proves nothing to anybody else. */
export function createLocalTimeStamps(key: SealKey, now: () => Date): TimeStamper {
  const cms = createCms(key);
  return {
    async stamp(digest) {
      const content = new TSTInfo({
        version: 1,
        policy: DEVELOPMENT_POLICY,
        messageImprint: new MessageImprint({
          hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }),
          hashedMessage: new OctetString({ valueHex: digest }),
        }),
        serialNumber: Integer.fromBigInt(randomBytes(8).readBigUInt64BE()),
        genTime: now(),
      });
      return cms({ type: TST_INFO, content: Buffer.from(content.toSchema().toBER()) });
    },
  };
}
