import { describe, expect, it } from '@jest/globals';
import { classifySmtpError } from './smtp.ts';

const failure = (fields: object): Error => Object.assign(new Error('<amina@example.ma>: refused'), fields);

describe('how a hand-over to a mail server ended', () => {
  it.each([
    [
      'unknown mailbox',
      {
        code: 'EENVELOPE',
        command: 'RCPT TO',
        responseCode: 550,
        permanent: true,
        response: '550 5.1.1 <amina@example.ma> unknown',
      },
      'permanent',
      'smtp-550-5.1.1',
    ],
    [
      'content refused',
      { code: 'EMESSAGE', command: 'DATA', responseCode: 554, permanent: true, response: '554 no' },
      'permanent',
      'smtp-554',
    ],
    [
      'mailbox busy',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451, permanent: false, response: '451 later' },
      'temporary',
      'smtp-451',
    ],
    [
      'our login refused',
      { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, permanent: true },
      'temporary',
      'smtp-535',
    ],
    [
      'our sender refused',
      { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550, permanent: true },
      'temporary',
      'smtp-550',
    ],
    ['address that is none', { code: 'EENVELOPE', command: 'API' }, 'permanent', 'smtp-malformed'],
    ['nobody listens', { code: 'ESOCKET', command: 'CONN', syscall: 'connect' }, 'temporary', 'smtp-esocket'],
    [
      'no greeting',
      { code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'GREETING_TIMEOUT' },
      'temporary',
      'smtp-etimedout',
    ],
    ['no such host', { code: 'EDNS', command: 'CONN' }, 'temporary', 'smtp-edns'],
    ['closed while waiting in the pool', { code: 'ECONNECTION' }, 'temporary', 'smtp-econnection'],
    ['broken off in the session', { code: 'ECONNECTION', command: 'CONN' }, 'unknown', 'smtp-broken-off'],
    [
      'silent in the session',
      { code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'SOCKET_TIMEOUT' },
      'unknown',
      'smtp-broken-off',
    ],
    ['given up by ourselves', { code: 'EABORT' }, 'unknown', 'smtp-timeout'],
  ])('%s', (_what, fields, outcome, code) => {
    expect(classifySmtpError(failure(fields))).toEqual({ outcome, code });
  });
});
