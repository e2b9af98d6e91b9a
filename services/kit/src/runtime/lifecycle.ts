import type { Logger } from '@jamaa/observability';

export interface Running {
  readonly logger: Logger;
  /** Stops intake, drains, flushes and closes; must be safe to call once only. */
  close(): Promise<void>;
}

/**
 * Runs a service as a process: starts it, waits for SIGTERM or SIGINT, closes it, exits.
 * A second signal does not cut the drain short (npm forwards Ctrl-C a second time). A start that fails says why in one line.
 */
export async function runProcess(name: string, start: () => Promise<Running>): Promise<void> {
  let running: Running;
  try {
    running = await start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${JSON.stringify({ level: 'fatal', service: name, msg: `cannot start: ${reason}` })}\n`);
    process.exit(1);
  }
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    running.logger.info({ signal }, 'stopping');
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        running.logger.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  // A parent that dies must not leave services behind: the stack's supervisor is tied to us by this channel.
  process.on('disconnect', () => stop('disconnect'));
}
