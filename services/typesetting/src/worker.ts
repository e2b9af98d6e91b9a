import { parentPort, workerData } from 'node:worker_threads';
import { createTypst, type TypstOptions } from './typst.ts';

export interface Drawing {
  readonly id: number;
  readonly template: string;
  readonly view: object;
}

export interface Drawn {
  readonly id: number;
  readonly pdf: Uint8Array | undefined;
}

const typst = createTypst(workerData as TypstOptions<string>);

parentPort?.on('message', ({ id, template, view }: Drawing) => {
  const drawn: Drawn = { id, pdf: typst.pdf(template, view) };
  parentPort?.postMessage(drawn);
});
