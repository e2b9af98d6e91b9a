import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

/** What a double knows, in memory and in one file that is written whole by each `save`. */
export class KeptFile<S extends z.ZodType> {
  readonly content: z.output<S>;
  readonly #file: string;

  constructor(folder: string, name: string, schema: S, empty: z.output<S>) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, name);
    this.content = existsSync(this.#file) ? schema.parse(JSON.parse(readFileSync(this.#file, 'utf8'))) : empty;
  }

  save(): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.content));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
