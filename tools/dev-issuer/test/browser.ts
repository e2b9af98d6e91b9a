import { createHash, randomBytes } from 'node:crypto';

/** As much of a browser as a sign-in needs: cookies by host, redirects one at a time. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  async request(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects as long as they stay on the server; answers with the last response and where it was. */
  async follow(url: string, form?: Readonly<Record<string, string>>): Promise<{ url: string; response: Response }> {
    const origin = new URL(url).origin;
    let at = url;
    let response = await this.request(at, form);
    for (;;) {
      const location = response.headers.get('location');
      if (location === null) return { url: at, response };
      at = new URL(location, at).href;
      if (new URL(at).origin !== origin) return { url: at, response };
      response = await this.request(at);
    }
  }
}

/** A proof key (RFC 7636): the verifier stays here, the challenge goes with the request. */
export const createProofKey = () => {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};
