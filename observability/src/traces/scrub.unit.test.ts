import { describe, expect, it } from '@jest/globals';
import { scrubAttributes } from './scrub.ts';

describe('span attributes', () => {
  it.each([
    'url.query',
    'user_agent.original',
    'http.user_agent',
    'http.client_ip',
    'client.address',
    'network.peer.address',
    'net.peer.ip',
    'net.sock.peer.addr',
    'db.statement',
    'db.query.text',
    'http.request.header.authorization',
    'rpc.grpc.request.metadata.caller',
    'enduser.id',
  ])('lose %s', (key) => {
    expect(scrubAttributes({ [key]: 'anything' })).toEqual({});
  });

  it.each(['url.full', 'http.url'])('lose query, fragment and credentials of %s', (key) => {
    const url = 'http://user:secret@intake:8080/v1/complaints?phone=0612345678#top';
    expect(scrubAttributes({ [key]: url })).toEqual({ [key]: 'http://intake:8080/v1/complaints' });
  });

  it.each(['url.full', 'url.path', 'http.target'])(
    'are masked where the path of %s holds a contact, encoded or not',
    (key) => {
      for (const contact of ['amina%40example.ma', 'amina@example.ma', '0612345678', '06%2012%2034%2056%2078'])
        expect(scrubAttributes({ [key]: `/v1/complaints/${contact}` })).toEqual({ [key]: '/v1/complaints/[redacted]' });
      expect(scrubAttributes({ [key]: '/v1/organisations/commune%3A03.451' })).toEqual({
        [key]: '/v1/organisations/commune%3A03.451',
      });
    },
  );

  it('are masked where an address holds the code of a document', () => {
    const code = `eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.AZqP1kAReY6IkQ8vR3m2bA.${'x'.repeat(86)}`;
    expect(scrubAttributes({ 'url.path': `/v1/verify/${code}` })).toEqual({ 'url.path': '/v1/verify/[redacted]' });
  });

  it('are masked under a personal name of our own', () => {
    expect(scrubAttributes({ 'jamaa.citizen.name': 'Amina Berrada', trackingCode: '1234' })).toEqual({
      'jamaa.citizen.name': '[redacted]',
      trackingCode: '[redacted]',
    });
  });

  it('are masked where a value looks like a contact or an error quotes one', () => {
    expect(scrubAttributes({ note: 'to amina@example.ma', 'exception.message': 'bad value "Amina"' })).toEqual({
      note: 'to [redacted]',
      'exception.message': 'bad value [redacted]',
    });
  });

  it('keep what the conventions name', () => {
    const kept = {
      'http.route': '/v1/complaints/:reference',
      'http.response.status_code': 201,
      'server.address': 'intake',
      'db.collection.name': 'complaints',
      'messaging.destination.name': 'jamaa.03.intake.complaint.submitted',
      'complaint.id': '0199a0b2-0612-7456-8901-061234567890',
    };
    expect(scrubAttributes(kept)).toEqual(kept);
  });
});
