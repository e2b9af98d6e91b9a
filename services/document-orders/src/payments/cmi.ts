import { randomBytes } from 'node:crypto';
import { cmiHash, isSealed } from './cmi-hash.ts';
import { centimes, dirhams } from './money.ts';
import type { Attempt, Form, PaymentPort, Told } from './port.ts';

/** ISO 4217, the dirham. */
const MAD = '504';
const APPROVED = '00';

export interface CmiSettings {
  readonly clientId: string;
  readonly storeKey: string;
  /** The bank's hosted page. */
  readonly pageUrl: string;
  /** Address of the gateway, as browsers and the bank reach it. */
  readonly publicUrl: string;
}

/**
 * CMI's form post and callback (`3D_PAY_HOSTING`, seal version 3). `PreAuth`: the card is debited only when our answer to the callback
 * says so, so that nothing is taken for an order that has ended.
 */
export function cmi(settings: CmiSettings): Pick<PaymentPort, 'form' | 'verify'> {
  const { clientId, storeKey, pageUrl, publicUrl } = settings;
  return {
    form({ oid, amount, reference, language, name, email }: Attempt): Form {
      const back = `${publicUrl}/v1/payments/cmi/return/${reference}`;
      const fields: Record<string, string> = {
        clientid: clientId,
        storetype: '3D_PAY_HOSTING',
        trantype: 'PreAuth',
        amount: dirhams(amount),
        currency: MAD,
        oid,
        okUrl: back,
        failUrl: back,
        callbackUrl: `${publicUrl}/v1/payments/cmi/callback`,
        shopurl: publicUrl,
        lang: language,
        BillToName: name,
        email,
        rnd: randomBytes(10).toString('hex'),
        hashAlgorithm: 'ver3',
        encoding: 'UTF-8',
        refreshtime: '5',
      };
      return { action: pageUrl, fields: { ...fields, HASH: cmiHash(Object.entries(fields), storeKey) } };
    },
    verify(fields): Told | undefined {
      if (!isSealed(fields, storeKey) || fields.get('clientid') !== clientId) return undefined;
      const amount = centimes(fields.get('amount') ?? '');
      const oid = fields.get('oid') ?? '';
      if (oid === '' || amount === undefined || (fields.get('currency') ?? MAD) !== MAD) return undefined;
      const transaction = fields.get('TransId') ?? '';
      const approved = fields.get('ProcReturnCode') === APPROVED && transaction !== '';
      return { oid, amount, approved, transaction };
    },
  };
}
