import { KeptFile } from '@jamaa/dev-double';
import { z } from 'zod';

/**
 * What the bank does when somebody pays. approve; refuse; twice: the callback comes again; late: it comes when told to (`deliver`); never;
 * forged: under a wrong seal, and nobody has paid; double: two transactions for one payment; reordered: a refusal after the approval.
 */
export const behaviours = ['approve', 'refuse', 'twice', 'late', 'never', 'forged', 'double', 'reordered'] as const;
export type Behaviour = (typeof behaviours)[number];

const transactionSchema = z.object({
  transaction: z.string(),
  state: z.enum(['authorised', 'captured', 'refused', 'voided']),
  /** Centimes. */
  amount: z.int(),
  refunded: z.int(),
});

const paymentSchema = z.object({
  oid: z.string(),
  amount: z.int(),
  /** What the shop sent, but no name and no address. */
  fields: z.record(z.string(), z.string()),
  transactions: z.array(transactionSchema),
  /** Callbacks sent and what the shop answered, oldest first. */
  callbacks: z.array(z.object({ code: z.string(), status: z.int(), answer: z.string() })),
  /** Calls that moved money, each counted: a second refund is a second refund. */
  refunds: z.int(),
});
export type Payment = z.output<typeof paymentSchema>;
export type Transaction = z.output<typeof transactionSchema>;

const fileSchema = z.array(paymentSchema);

/** All payments of the bank. */
export class PaymentStore {
  readonly #kept: KeptFile<typeof fileSchema>;

  constructor(folder: string) {
    this.#kept = new KeptFile(folder, 'payments.json', fileSchema, []);
  }

  get #payments(): Payment[] {
    return this.#kept.content;
  }

  all(): Payment[] {
    return this.#payments.toReversed();
  }

  find(oid: string): Payment | undefined {
    return this.#payments.find((one) => one.oid === oid);
  }

  /** The shop's form has come; the same number again is the same payment. */
  open(oid: string, amount: number, fields: Record<string, string>): Payment {
    const found = this.find(oid);
    if (found !== undefined) return found;
    const made = { oid, amount, fields, transactions: [], callbacks: [], refunds: 0 };
    this.#payments.push(made);
    this.save();
    return made;
  }

  add(payment: Payment, state: Transaction['state']): Transaction {
    const number = payment.transactions.length + 1;
    const made = { transaction: `${payment.oid}-T${number}`, state, amount: payment.amount, refunded: 0 };
    payment.transactions.push(made);
    this.save();
    return made;
  }

  save(): void {
    this.#kept.save();
  }
}
