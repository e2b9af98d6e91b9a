import { sealed } from './seal.ts';
import type { Behaviour, Payment, PaymentStore, Transaction } from './store.ts';

const dirhams = (centimes: number): string => (centimes / 100).toFixed(2);
const TIMEOUT_MS = 10_000;

/** Sends the bank's callbacks and acts on the shop's answers. */
export class Callbacks {
  readonly #store: PaymentStore;
  readonly #storeKey: string;

  constructor(store: PaymentStore, storeKey: string) {
    this.#store = store;
    this.#storeKey = storeKey;
  }

  /** What one payment leads to; returns whether the browser is told of a success. */
  async carryOut(payment: Payment, behaviour: Behaviour): Promise<boolean> {
    if (behaviour === 'refuse') {
      await this.send(payment, this.#store.add(payment, 'refused'));
      return false;
    }
    if (behaviour === 'forged') {
      const nothing = {
        transaction: `${payment.oid}-F`,
        state: 'authorised',
        amount: payment.amount,
        refunded: 0,
      } as const;
      await this.send(payment, nothing, 'a-wrong-key');
      return true;
    }
    const transaction = this.#store.add(payment, 'authorised');
    if (behaviour === 'never' || behaviour === 'late') return true;
    await this.send(payment, transaction);
    if (behaviour === 'twice') await this.send(payment, transaction);
    if (behaviour === 'double') await this.send(payment, this.#store.add(payment, 'authorised'));
    if (behaviour === 'reordered') await this.send(payment, this.#store.add(payment, 'refused'));
    return true;
  }

  /** Sends the callback of a transaction, now or once more. A shop that cannot be reached is noted, as is what it answers. */
  async send(payment: Payment, transaction: Transaction, key = this.#storeKey): Promise<void> {
    const code = transaction.state === 'refused' ? '51' : '00';
    const body = new URLSearchParams(sealed(this.#fieldsOf(payment, transaction, code), key));
    let [status, answer] = [0, 'out of reach'];
    try {
      const response = await fetch(payment.fields['callbackUrl'] ?? '', {
        method: 'POST',
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      [status, answer] = [response.status, (await response.text()).slice(0, 100).trim()];
    } catch (error) {
      process.stderr.write(`dev-bank: callback not delivered: ${String(error)}\n`);
    }
    payment.callbacks.push({ code, status, answer });
    const held = payment.transactions.find((one) => one.transaction === transaction.transaction);
    if (answer === 'ACTION=POSTAUTH' && held?.state === 'authorised') held.state = 'captured';
    this.#store.save();
  }

  #fieldsOf(payment: Payment, { transaction }: Transaction, code: string): Record<string, string> {
    const { clientid = '', currency = '', storetype = '', rnd = '' } = payment.fields;
    return {
      clientid,
      currency,
      storetype,
      rnd,
      oid: payment.oid,
      amount: dirhams(payment.amount),
      TransId: transaction,
      ProcReturnCode: code,
      Response: code === '00' ? 'Approved' : 'Declined',
      ErrMsg: code === '00' ? '' : 'Provision insuffisante',
      AuthCode: code === '00' ? '123456' : '',
      mdStatus: '1',
      // The real bank tells them: a shop must not keep them.
      maskedCreditCard: '4000****0000',
      EXTRA_CARDBRAND: 'VISA',
      hashAlgorithm: 'ver3',
      encoding: 'UTF-8',
    };
  }
}
