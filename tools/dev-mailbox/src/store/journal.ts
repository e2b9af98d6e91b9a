import { appendFileSync, existsSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Message, messageSchema } from '../message.ts';

const recordSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), message: messageSchema }),
  z.object({ type: z.literal('attempt'), id: z.string() }),
]);

/** A line of the journal: a message that came in, or one more attempt to send an SMS that is there already. */
export type JournalRecord = z.output<typeof recordSchema>;

const toLine = (record: JournalRecord): string => `${JSON.stringify(record)}\n`;

/** An append-only file of one JSON record a line. */
export class Journal {
  readonly #file: string;
  #lines = 0;

  constructor(file: string) {
    this.#file = file;
  }

  get lines(): number {
    return this.#lines;
  }

  /** All records; a last line that a crash left unfinished was never acknowledged and is cut off. */
  read(): readonly JournalRecord[] {
    if (!existsSync(this.#file)) return [];
    const bytes = readFileSync(this.#file);
    const end = bytes.lastIndexOf('\n') + 1;
    if (end < bytes.length) truncateSync(this.#file, end);
    const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
    this.#lines = lines.length;
    return lines.map((line) => recordSchema.parse(JSON.parse(line)));
  }

  append(record: JournalRecord): void {
    appendFileSync(this.#file, toLine(record));
    this.#lines += 1;
  }

  /** Starts the file again with these messages alone; whole or not at all. */
  rewrite(messages: readonly Message[]): void {
    const text = messages.map((message) => toLine({ type: 'message', message })).join('');
    writeFileSync(`${this.#file}.new`, text);
    renameSync(`${this.#file}.new`, this.#file);
    this.#lines = messages.length;
  }
}
