/** An input from which no deadline can be computed; `field` is its path, such as `delay.amount` or `pauses[1].to`. */
export class DeadlineInputError extends Error {
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.name = 'DeadlineInputError';
    this.field = field;
  }
}
