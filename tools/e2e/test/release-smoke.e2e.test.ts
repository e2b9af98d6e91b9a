import { join } from 'node:path';
import { call, gateway, tokenOf } from '@jamaa/e2e';
import { startChild } from '@jamaa/kit/testing';
import { expect, it } from '@jest/globals';

const script = join(import.meta.dirname, '../../../deploy/charts/jamaa/files/smoke.mjs');
/** Within Sefrou. */
const place = { LONGITUDE: '-4.83', LATITUDE: '33.83' };

/** What `helm test` runs in a cluster, against this gateway. */
const smoke = async (more: Record<string, string> = {}) => {
  const child = startChild(script, { GATEWAY_URL: gateway, ...place, ...more });
  const { code } = await child.ended();
  return { code, out: child.stdout(), err: child.stderr() };
};

it('the test of a release files a complaint, follows it until somebody is responsible, and withdraws it', async () => {
  expect(await smoke()).toEqual({
    code: 0,
    out: expect.stringMatching(/^filed \S+, \S.*\nfollowed to assigned\nwithdrawn: the cell works\n$/),
    err: '',
  });
});

it('with the token of somebody in training it counts nowhere', async () => {
  const { code, out, err } = await smoke({ TOKEN: await tokenOf('technical.formation') });
  expect([code, err]).toEqual([0, '']);
  const reference = /^filed (\S+),/.exec(out)?.[1] ?? '';
  const seen = await call('GET', `/v1/complaints/${reference}`, { token: await tokenOf('technical.formation') });
  expect([seen.status, seen.body.status]).toEqual([200, 'withdrawn']);
});

it('a cell that cannot be reached fails the test of the release', async () => {
  expect(await smoke({ GATEWAY_URL: 'http://127.0.0.1:9' })).toMatchObject({
    code: 1,
    err: expect.stringMatching(/./),
  });
});
