/** One attempt to pay, as the bank is told of it. */
export interface Attempt {
  readonly oid: string;
  /** Centimes. */
  readonly amount: number;
  readonly reference: string;
  readonly language: string;
  readonly name: string;
  readonly email: string;
}

export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a callback says once its seal is found right. Of a card it says nothing: those fields are never read. */
export interface Told {
  readonly oid: string;
  readonly amount: number;
  readonly approved: boolean;
  /** The bank's number of the transaction. */
  readonly transaction: string;
}

/** A transaction in the bank's books. */
export interface BankTransaction {
  readonly transaction: string;
  /** authorised: held on the card, not debited yet */
  readonly state: 'authorised' | 'captured' | 'refused' | 'voided';
  readonly amount: number;
  /** What has gone back of it. */
  readonly refunded: number;
}

/** The bank. Another provider is another implementation of these. */
export interface PaymentPort {
  form(attempt: Attempt): Form;
  /** `undefined`: not sealed by the bank, or not for this shop. */
  verify(fields: ReadonlyMap<string, string>): Told | undefined;
  /** All transactions of one attempt. @throws when the bank is out of reach */
  status(oid: string): Promise<readonly BankTransaction[]>;
  /** Debits what is held. Twice has the effect of once. */
  capture(oid: string, transaction: string): Promise<void>;
  /** Gives back; what is only held is set free. The bank may carry out each call: the caller asks `status` before a second one. */
  refund(oid: string, transaction: string, amount: number): Promise<void>;
}
