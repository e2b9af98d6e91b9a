interface Details {
  readonly code?: string;
  readonly retryAfter?: number;
  /** Whether the cell may have carried out what was asked: it was sent. */
  readonly sent?: boolean;
  /** False for what says nothing about the cell: the client went away. */
  readonly ofTheCell?: boolean;
  readonly cause?: unknown;
}

/** A cell did not answer as a cell does. */
export class CellFailure extends Error {
  override readonly name = 'CellFailure';
  readonly code: string;
  readonly retryAfter: number;
  readonly sent: boolean;
  readonly ofTheCell: boolean;

  constructor(message: string, o: Details = {}) {
    super(message, o.cause === undefined ? undefined : { cause: o.cause });
    this.code = o.code ?? '';
    this.retryAfter = o.retryAfter ?? 2;
    this.sent = o.sent ?? false;
    this.ofTheCell = o.ofTheCell ?? true;
  }

  /** The same, of the cell with this code. */
  of(code: string): CellFailure {
    const { retryAfter, sent, ofTheCell, cause } = this;
    return new CellFailure(this.message, { code, retryAfter, sent, ofTheCell, cause });
  }
}
