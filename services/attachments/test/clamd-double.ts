import { createServer, type Server, type Socket } from 'node:net';
import { eicar } from './samples.ts';

/** A server that speaks as much of clamd's protocol as is used, over real TCP; it knows one virus, the agreed sample. */
export interface ClamdDouble {
  readonly address: string;
  /** Bytes of each scan that was finished. */
  readonly scanned: readonly number[];
  stop(): Promise<void>;
}

/** @param port 0 lets the system choose; another one brings a server that was down back to its address. */
export async function startClamdDouble(port = 0): Promise<ClamdDouble> {
  const scanned: number[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let bytes: Buffer = Buffer.alloc(0);
    socket.on('data', (part: Buffer) => {
      bytes = Buffer.concat([bytes, part]);
      const content = contentOf(bytes);
      if (content === undefined) return;
      scanned.push(content.length);
      socket.end(content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    address: `127.0.0.1:${bound}`,
    scanned,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** What was sent, once the length of zero has come. */
function contentOf(bytes: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (bytes.subarray(0, command.length).toString('latin1') !== command) return undefined;
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
