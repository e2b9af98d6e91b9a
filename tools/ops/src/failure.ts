/** 1: the service refused or found nothing; 2: the command is wrong; 3: a service is out of reach. */
export type ExitCode = 1 | 2 | 3;

/** Ends the tool with one clear line and an exit code that scripts can tell apart. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The service has no such door: nothing to look at there. */
export class NotOffered extends Failure {
  constructor(service: string) {
    super(1, `${service} does not offer this`);
  }
}
