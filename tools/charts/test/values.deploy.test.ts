import { describe, expect, it } from '@jest/globals';
import { rendered } from './support/cells.ts';

const components = (of: object) => ({ components: { intake: of } });
const integration = (name: string, of: object) => ({ integrations: { [name]: of } });
const cells = (of: object) => ({ cells: of });
const to = (of: object) => ({ mongodb: { to: { namespace: 'mongodb', pods: {}, cidrs: [], port: 27017, ...of } } });

/** What helm must name in its refusal: the place, or the rule. */
const refused: readonly (readonly [string, object, RegExp])[] = [
  ['an unknown key', { hostz: {} }, /hostz/],
  ['an unknown key far inside', { telemetry: { serviceMonitors: { enable: true } } }, /enable/],
  ['an unknown component', { components: { intakes: {} } }, /intakes/],
  ['an unknown integration', integration('fax', { enabled: true }), /fax/],
  ['a cell that is no région', { cell: '13' }, /cell/],
  ['a cell as a number', { cell: 3 }, /cell/],
  ['no host', { hosts: { public: '' } }, /hosts.public|hosts\/public/],
  ['a host with a scheme', { hosts: { public: 'https://x.example' } }, /public/],
  ['proxies below none', { hosts: { trustedProxies: -1 } }, /trustedProxies/],
  ['an unknown size class', { sizeClass: 'huge' }, /sizeClass/],
  ['a port above all', to({ port: 65_536 }), /port/],
  ['a port as a word', to({ port: 'mongo' }), /port/],
  ['an address range that is none', to({ cidrs: ['10.0.0.0'] }), /cidrs/],
  ['an address range with an octet above 255', to({ cidrs: ['10.0.256.0/24'] }), /cidrs/],
  ['an address range with too many bits', to({ cidrs: ['10.0.0.0/33'] }), /cidrs/],
  ['all of IPv6, from which nothing is taken out', to({ cidrs: ['::/0'] }), /cidrs/],
  ['servers nowhere', to({ namespace: '' }), /mongodb/],
  ['fewer than two replicas', components({ replicas: { min: 1 } }), /min/],
  [
    'least replicas above the most of the class',
    components({ replicas: { min: 50 } }),
    /components\.intake\.replicas: min 50 is more than max/,
  ],
  ['no processor', components({ cpu: '0' }), /cpu/],
  ['memory without a unit', components({ memory: '512' }), /memory/],
  ['a password in the clear', components({ env: { NATS_PASSWORD: 'x' } }), /NATS_PASSWORD/],
  ['a key in the clear', components({ env: { SMS_KEY: 'x' } }), /SMS_KEY/],
  ['a failpoint', components({ env: { FAILPOINTS: 'relay.after-publish' } }), /FAILPOINTS/],
  ['development accounts', components({ env: { DEMO_ACCOUNTS: '/x' } }), /DEMO_ACCOUNTS/],
  ['another address of a service', components({ env: { SLA_ADDRESS: 'x:1' } }), /SLA_ADDRESS/],
  ['a variable in small letters', components({ env: { lease: '1' } }), /lease/],
  ['a variable that is no text', components({ env: { LEASE_TTL_MS: 8_000 } }), /LEASE_TTL_MS/],
  [
    'a variable that the chart gives',
    { components: { notifications: { env: { MAIL_FROM: 'a@b.example' } } } },
    /notifications\.env\.MAIL_FROM: is set by the chart/,
  ],
  ['a cell without its gateway', { components: { gateway: { enabled: false } } }, /components\.gateway\.enabled/],
  [
    'a cell without a service that others call',
    { components: { sla: { enabled: false } } },
    /components\.sla\.enabled: \S+ calls it/,
  ],
  ['sign-in switched off', integration('issuer', { enabled: false }), /issuer/],
  ['sign-in without an issuer', integration('issuer', { url: '' }), /issuer/],
  ['no sender of messages', integration('mail', { from: 'nobody' }), /mail/],
  ['SMS without a provider', integration('sms', { enabled: true }), /sms/],
  ['a scanner nowhere', integration('scanner', { enabled: true, address: 'clamd:3310' }), /scanner/],
  ['a bucket without a name', integration('bucket', { enabled: true, endpoint: 'https://s3.example' }), /bucket/],
  [
    'a bank without its page',
    integration('bank', { enabled: true, clientId: '1', apiUrl: 'https://b.example' }),
    /bank/,
  ],
  ['a post without an address', integration('post', { enabled: true }), /post/],
  ['a way out to everywhere, by an empty list', integration('mail', { egress: { cidrs: [], ports: [465] } }), /mail/],
  ['a way out by every port', integration('mail', { egress: { cidrs: ['0.0.0.0/0'], ports: [] } }), /ports/],
  ['a broker address with a password', { nats: { url: 'nats://admin:x@nats:4222' } }, /url/],
  ['two copies of a stream', { nats: { replicas: 2 } }, /replicas/],
  ['more than all traces', { telemetry: { sampling: 1.5 } }, /sampling/],
  ['an image by a digest that is none', { image: { digest: 'sha256:12' } }, /digest/],
  ['a route without a gateway', { gatewayApi: { enabled: true } }, /parentRefs/],
  ['certificates renewed when they have ended', { tls: { duration: '24h', renewBefore: '48h' } }, /tls\.renewBefore/],
  ['an issuer of an unknown kind', { tls: { issuer: { kind: 'Vault' } } }, /kind/],
  ['a schedule of four fields', { auditCheck: { schedule: '30 2 * *' } }, /schedule/],
  ['taking away without saying for which release', { migration: { contract: 'yes' } }, /contract/],
  ['taking away for another release', { migration: { contract: '0.1.2' } }, /migration\.contract: this is release/],
  ['changes archived once an hour', { backup: { everySeconds: 3600 } }, /everySeconds/],
  ['a backup without a place', { backup: { enabled: true } }, /backup\.claim/],
  ['a smoke test in the sea', { smokeTest: { location: { longitude: 10 } } }, /longitude/],
  ['a cell of an unknown région', cells({ regions: ['03', '13'] }), /regions/],
  ['the hub among the régions', cells({ regions: ['00', '03'] }), /regions/],
  ['a région twice', cells({ regions: ['03', '03'] }), /regions/],
  ['a list of régions without this one', cells({ regions: ['06'] }), /cells\.regions: 03 itself is not among them/],
  ['a hub that is a région', cells({ hub: '06' }), /hub/],
  ['a hub within the hub', { cell: '00', ...cells({ hub: '00' }) }, /hub/],
  ['names of cells under nothing', cells({ domain: '' }), /cells/],
  ['names of cells as an address', cells({ domain: 'https://cells.example' }), /domain/],
  ['cells that come from nowhere', cells({ from: { cidrs: [] }, loadBalancers: { enabled: false } }), /from/],
  ['load balancers open to everybody', cells({ from: { namespace: 'cells', cidrs: [] } }), /cidrs/],
  ['cells nowhere', cells({ egress: { cidrs: [] } }), /egress/],
  ['an address of one cell', cells({ intake: '06=intake.06.example' }), /intake/],
  ['cells in the clear', { tls: { enabled: false } }, /tls\.enabled: cells call one another over mutual TLS only/],
  ['a national gateway in a région', { hosts: { national: 'jamaa.example' } }, /national/],
  ['a région of the hub’s size', { sizeClass: 'hub' }, /sizeClass/],
  [
    'the hub’s size where there is no national gateway',
    { cell: '00', sizeClass: 'hub', ...cells({ hub: '' }) },
    /sizeClass/,
  ],
  [
    'a national gateway of another size',
    { cell: '00', hosts: { national: 'jamaa.example' }, ...cells({ hub: '' }) },
    /sizeClass/,
  ],
];

describe('values that make no sense', () => {
  it.each(refused)('%s: helm refuses, and says where', async (_what, values, says) => {
    const done = await rendered(values);
    expect(done.code).toBe(1);
    expect(done.stderr).toMatch(says);
    expect(done.stdout).toBe('');
  });

  it('are not those that an operator may set', async () => {
    const done = await rendered({
      mongodb: { to: { cidrs: ['2001:db8::/32', '10.20.0.0/16'] } },
      components: {
        'national-portal': { enabled: false },
        intake: { replicas: { max: 12 }, env: { LEASE_TTL_MS: '8000' } },
      },
    });
    expect(done.stderr).toBe('');
    expect(done.stdout).not.toContain('name: jamaa-national-portal');
    expect(done.stdout).toMatch(/maxReplicas: 12/);
  });
});
