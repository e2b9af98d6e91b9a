/** What is wrong with a file as a whole; crosses from the worker as code and message. */
export class WrongFile extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
