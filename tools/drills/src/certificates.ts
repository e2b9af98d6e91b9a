import { join } from 'node:path';
import { tlsAuthority, writeTls } from '@jamaa/kit/testing';

type Authority = Awaited<ReturnType<typeof tlsAuthority>>;

/** Certificates of the links of a drill's platform, one folder for each process, under one authority. */
export class Certificates {
  readonly #folder: string;
  readonly #authority: Authority;
  readonly names: readonly string[];

  private constructor(folder: string, authority: Authority, names: readonly string[]) {
    this.#folder = folder;
    this.#authority = authority;
    this.names = names;
  }

  /** Makes an authority and certificates that last. */
  static async create(folder: string, names: readonly string[]): Promise<Certificates> {
    const made = new Certificates(folder, await tlsAuthority(), names);
    await made.renew();
    return made;
  }

  of(name: string): string {
    return join(this.#folder, name);
  }

  /** Writes them anew, all or those named, as cert-manager does; they end at `until`, or last. */
  async renew(until?: Date, names = this.names): Promise<void> {
    for (const name of names) await writeTls(this.of(name), ['127.0.0.1', 'localhost', name], this.#authority, until);
  }
}
