import type { FieldProblem } from '@jamaa/kit';

/** Gathers what is wrong, each with the field's path as the API writes it. */
export class Problems {
  readonly #found: FieldProblem[] = [];

  add(path: string, code: string, message: string): void {
    this.#found.push({ path, code, message });
  }

  /** Adds it unless `holds`; returns `holds`. */
  unless(holds: boolean, path: string, code: string, message: string): boolean {
    if (!holds) this.add(path, code, message);
    return holds;
  }

  get all(): readonly FieldProblem[] {
    return this.#found;
  }
}
