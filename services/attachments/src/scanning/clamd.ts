import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type Verdict = { readonly result: 'clean' } | { readonly result: 'infected'; readonly signature: string };

export interface Scanner {
  /** @throws Error when the scanner is out of reach, too slow, or could not look at all of it */
  scan(bytes: AsyncIterable<Uint8Array>): Promise<Verdict>;
}

/** A scanner that speaks clamd's protocol (`INSTREAM`): length and bytes, again and again, a length of zero at the end. */
export function createClamdScanner(address: string, timeoutMs: number): Scanner {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon);
  const port = Number(address.slice(colon + 1));
  return {
    async scan(bytes) {
      const socket = connect({ host, port });
      const timer = setTimeout(() => socket.destroy(new Error(`clamd took longer than ${timeoutMs} ms`)), timeoutMs);
      try {
        const answer = reply(socket);
        const sent = send(socket, bytes);
        // clamd may answer before all is sent, and then closes: its answer says more than the broken pipe.
        const [told] = await Promise.all([answer, sent.catch(() => answer)]);
        return verdictOf(told);
      } finally {
        clearTimeout(timer);
        socket.destroy();
      }
    },
  };
}

async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await once(socket, 'connect');
  const write = async (data: Uint8Array): Promise<void> => {
    if (socket.destroyed) throw new Error('clamd has closed the connection');
    if (!socket.write(data)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
  };
  await write(Buffer.from('zINSTREAM\0'));
  for await (const part of bytes) {
    if (part.length === 0) continue;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    await write(length);
    await write(part);
  }
  await write(Buffer.alloc(4));
}

function reply(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text += part;
      if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')));
      else if (text.length > 4_096) reject(new Error('clamd answers too much'));
    });
    socket.on('error', reject);
    socket.on('close', () => (text === '' ? reject(new Error('clamd closed without an answer')) : resolve(text)));
  });
}

function verdictOf(answer: string): Verdict {
  const text = answer.trim();
  if (text === 'stream: OK') return { result: 'clean' };
  const signature = /^stream: (.+) FOUND$/.exec(text)?.[1];
  if (signature !== undefined) return { result: 'infected', signature };
  throw new Error(`clamd: ${text.slice(0, 200)}`);
}
