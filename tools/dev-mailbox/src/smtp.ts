import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Faults } from './faults.ts';
import { parseEmail } from './parse-email.ts';
import type { MessageStore } from './store/store.ts';

const sizeLimit = 25 * 1024 * 1024;

/** An SMTP answer that refuses: 4xx asks to try again, 5xx does not. */
class Refusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

const addressOf = (host: string | undefined, port: number | undefined): string =>
  `${host?.replace(/^::ffff:/, '')} ${port}`;

/**
 * The SMTP server: takes every message for everybody, with or without a login, without TLS.
 * Keeps a message before it answers 250, unless a fault is ordered.
 */
export const createSmtpServer = (store: MessageStore, faults: Faults, warn: (message: string) => void): SMTPServer => {
  const sockets = new Map<string, Socket>();

  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<'answer' | 'hang-up'> => {
    const { mailFrom, rcptTo } = session.envelope;
    const bytes = await buffer(stream);
    if (stream.sizeExceeded) throw new Refusal(552, 'message exceeds the size limit');
    const fault = await faults.take('email');
    if (fault === 'temporary') throw new Refusal(451, 'temporary failure, ordered by a test');
    if (fault === 'refuse') throw new Refusal(550, 'refused, ordered by a test');
    const raw = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), bytes };
    const { email, files } = await parseEmail(raw).catch((error: unknown) => {
      throw new Refusal(554, `unreadable message (${error instanceof Error ? error.message : String(error)})`);
    });
    store.addEmail(email, files);
    return fault === 'drop-after-accept' ? 'hang-up' : 'answer';
  };

  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: sizeLimit,
    closeTimeout: 100,
    onAuth: (_login, _session, done) => done(null, { user: 'development' }),
    onData: (stream, session, done) => {
      receive(stream, session).then(
        (end) => {
          if (end === 'answer') done(null, 'kept');
          else sockets.get(addressOf(session.remoteAddress, session.remotePort))?.destroy();
        },
        (error: unknown) => {
          const failure = error instanceof Error ? error : new Error(String(error));
          if (!(failure instanceof Refusal)) warn(failure.stack ?? failure.message);
          done(failure);
        },
      );
    },
  });
  server.server.on('connection', (socket) => {
    const address = addressOf(socket.remoteAddress, socket.remotePort);
    sockets.set(address, socket);
    socket.once('close', () => sockets.delete(address));
  });
  // Clients that hang up in the middle are no reason to stop; a port that is taken is told by whoever listens.
  server.on('error', (error) => {
    if (server.server.listening) warn(error.message);
  });
  return server;
};
