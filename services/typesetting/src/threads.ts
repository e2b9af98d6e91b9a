import { Worker } from 'node:worker_threads';
import type { TypstOptions } from './typst.ts';
import type { Drawing, Drawn } from './worker.ts';

export interface TypstThreads<Template extends string> {
  /** As {@link Typst.pdf}, beside the event loop. @throws Error when the thread ends */
  pdf(template: Template, view: object): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (pdf: Buffer | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** For a service whose calls must not wait for pages: Typst in threads of its own, each with its caches, that take turns. */
export function createTypstThreads<Template extends string>(
  options: TypstOptions<Template>,
  count: number,
): TypstThreads<Template> {
  const threads = Array.from({ length: count }, () => createThread(options));
  let turn = 0;
  return {
    pdf(template, view) {
      turn = (turn + 1) % threads.length;
      const thread = threads.reduce(
        (best, one) => (one.waiting() < best.waiting() ? one : best),
        threads[turn] ?? createThread(options),
      );
      return thread.pdf(template, view);
    },
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  };
}

interface Thread {
  waiting(): number;
  pdf(template: string, view: object): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

/** One thread; started at once, so that the first page waits for no font, and again after it has ended. */
function createThread(options: TypstOptions<string>): Thread {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  const start = (): Worker => {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options });
    // A page that nobody waits for any more keeps no process alive.
    started.unref();
    started.on('message', ({ id, pdf }: Drawn) => {
      waiting.get(id)?.resolve(pdf === undefined ? undefined : Buffer.from(pdf));
      waiting.delete(id);
    });
    const ended = (): void => {
      if (worker === started) worker = undefined;
      for (const one of waiting.values()) one.reject(new Error('the thread that draws pages has ended'));
      waiting.clear();
    };
    started.on('error', ended);
    started.on('exit', ended);
    return started;
  };
  let worker: Worker | undefined = start();
  return {
    waiting: () => waiting.size,
    pdf: (template, view) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        next += 1;
        waiting.set(next, { resolve, reject });
        const drawing: Drawing = { id: next, template, view };
        worker.postMessage(drawing);
      }),
    close: async () => void (await worker?.terminate()),
  };
}
