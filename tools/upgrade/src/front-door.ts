import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FrontDoor {
  /** Ports of the gateways behind it, from now on; in turn. */
  leadTo(ports: readonly number[]): void;
  close(): Promise<void>;
}

/** What an ingress controller is to gateways: one address, behind which they come and go. */
export async function openFrontDoor(port: number): Promise<FrontDoor> {
  let ports: readonly number[] = [];
  let turn = 0;
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    turn += 1;
    const to = ports[turn % Math.max(1, ports.length)];
    const { method, url: path, headers } = incoming;
    const onward = request({ agent, host: '127.0.0.1', port: to, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    // No answer is told as none: an answer of ours would hide that.
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  if ((server.address() as AddressInfo).port !== port) throw new Error(`port ${port} is not ours`);
  return {
    leadTo(given) {
      ports = given;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      agent.destroy();
    },
  };
}
