import { type OutgoingMessage, type Server, STATUS_CODES } from 'node:http';
import { AppError, errorRegistry } from '@jamaa/kit';
import { problemOf } from './problem.ts';

/**
 * Answers what is no HTTP at all, or whose headers are too long, with a problem document too: no request exists yet that the
 * application could answer, and the server's own answer would have no body. The connection closes, for nothing after it can be read.
 */
export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // The sender is gone, or a request on this connection is half answered: a second answer would be read as its rest.
    const { _httpMessage: current } = socket as { _httpMessage?: OutgoingMessage | null };
    if (!socket.writable || error.code === 'ECONNRESET' || current?.headersSent === true) {
      socket.destroy();
      return;
    }
    const known = reasonOf(error.code);
    // No header was read: the language preferred is unknown.
    const body = JSON.stringify(problemOf(known, 'ar'));
    const { http } = errorRegistry[known.code];
    socket.end(
      [
        `HTTP/1.1 ${http} ${STATUS_CODES[http]}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        ...(known.retryable ? ['Retry-After: 1'] : []),
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}

function reasonOf(code: string | undefined): AppError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError('headers-too-large', 'the address and the headers together are larger than 16 kB');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new AppError('request-timeout', 'the request did not arrive in time');
  return new AppError('malformed-request', 'this is not a valid HTTP/1.1 request');
}
