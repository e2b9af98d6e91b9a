import type { Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { z } from 'zod';

/** A problem the person at the terminal can solve: shown as one line, without a stack trace. */
export class StartError extends Error {}

/** A TCP port in an environment variable; 0 lets the system choose. */
export const portSchema = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be a port number from 0 to 65535');

/**
 * Reads a development tool's environment; refuses to go on in production, where these tools would be a back door.
 * @throws StartError naming the variable that is wrong
 */
export const readEnvironment = <Schema extends z.ZodType>(
  tool: string,
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> => {
  if (environment.NODE_ENV === 'production') {
    throw new StartError(`${tool} is for development only and refuses to start with NODE_ENV=production`);
  }
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new StartError(`${tool}: ${problems.join('; ')}`);
};

/**
 * Starts listening and answers with the port the system gave.
 * @throws StartError when the port is taken or not allowed
 */
export const listen = (server: NetServer, port: number, host: string) =>
  new Promise<number>((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) =>
      reject(new StartError(`cannot listen on ${host}:${port} (${error.code ?? error.message})`));
    server.once('error', refused);
    server.listen(port, host, () => {
      server.off('error', refused);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Closes an HTTP server at once: in development nobody waits for an idle browser connection. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** What a started tool gives its process: the addresses to print, and how to stop. */
export interface RunningTool {
  readonly listening: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Runs a tool as a process: prints one JSON line `{"listening": {...}}` on stdout when ready, stops on SIGINT or
 * SIGTERM with exit code 0, and turns a StartError into one line on stderr and exit code 1.
 */
export const runTool = async (start: () => Promise<RunningTool>): Promise<void> => {
  try {
    const tool = await start();
    let stopping = false;
    const stop = async () => {
      if (stopping) return;
      stopping = true;
      await tool.close();
      process.exit(0);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
    process.stdout.write(`${JSON.stringify({ listening: tool.listening })}\n`);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    // Exits by force: a tool with two ports may hold the first one open when the second is taken.
    process.exit(1);
  }
};
