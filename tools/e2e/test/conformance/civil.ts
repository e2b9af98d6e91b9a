import { call, tokenOf } from '@jamaa/e2e';
import { birth, bureau, declared, openRegister, post, registered } from '../support/civil.ts';
import { documentOrder } from '../support/document-order-routes.ts';
import type { OwnPlatform } from './platform.ts';

const EACH = 4;
const officer = 'civil-officer.sefrou';
const times = <T>(count: number, one: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, one));

/** Declarations, acts and orders in several states; identifiers by the collection they stand in. */
export async function fileCivil({ origin, issuer }: OwnPlatform): Promise<ReadonlyMap<string, readonly string[]>> {
  const where = { origin, issuer };
  const at = ['sefrou', bureau, 'birth', where] as const;
  await openRegister(...at);
  const acts = await times(
    EACH,
    async () => (await registered(birth(), 'birth', 'sefrou', bureau, where)).id as string,
  );
  const open = await times(EACH, () => declared(birth(), 'birth', 'sefrou', bureau, where));
  const reviewed = await times(EACH, async () => {
    const id = await declared(birth(), 'birth', 'sefrou', bureau, where);
    await post(officer, `/v1/civil/declarations/${id}/review`, {}, where);
    return id;
  });
  const documents = acts.map(async (id) => {
    const made = await post(officer, `/v1/civil/acts/${id}/documents`, { kind: 'full-copy' }, where);
    return made.body.document.id as string;
  });
  return new Map([
    ['/v1/civil/acts', acts],
    ['/v1/civil/bureaux', [bureau]],
    ['/v1/civil/declarations', [...open, ...reviewed]],
    ['/v1/civil/documents', await Promise.all(documents)],
    ['/v1/document-orders', await fileOrders({ origin, issuer })],
  ]);
}

/** Orders of the officer as a person; half of them are paid, and so with the bureau. */
async function fileOrders({ origin, issuer }: Pick<OwnPlatform, 'origin' | 'issuer'>): Promise<readonly string[]> {
  const token = await tokenOf(officer, issuer);
  const bank = `http://127.0.0.1:${Number(new URL(origin).port) + 7}`;
  const placed = await times(EACH * 2, async () => {
    const { body } = await call('POST', '/v1/document-orders', { origin, token, body: documentOrder });
    return body.reference as string;
  });
  for (const reference of placed.slice(EACH)) {
    const { body } = await call('POST', `/v1/document-orders/${reference}/payment`, { origin, token, body: {} });
    await fetch(`${bank}/pay`, { method: 'POST', body: new URLSearchParams(body.fields) });
    const choice = new URLSearchParams({ behaviour: 'approve' });
    await fetch(`${bank}/pay/${body.fields.oid}`, { method: 'POST', body: choice });
  }
  return placed;
}
