import { bank, call, tokenOf } from '@jamaa/e2e';
import { birth, bureau, declared, openRegister, post, registered } from '../support/civil.ts';
import { documentOrder } from '../support/document-order-routes.ts';

const EACH = 4;
const officer = 'civil-officer.sefrou';
const times = <T>(count: number, one: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, one));

/** Declarations, acts and orders in several states; identifiers by the collection they stand in. */
export async function fileCivil(): Promise<ReadonlyMap<string, readonly string[]>> {
  await openRegister();
  const acts = await times(EACH, async () => (await registered()).id as string);
  const open = await times(EACH, () => declared(birth()));
  const reviewed = await times(EACH, async () => {
    const id = await declared(birth());
    await post(officer, `/v1/civil/declarations/${id}/review`);
    return id;
  });
  const documents = acts.map(async (id) => {
    const made = await post(officer, `/v1/civil/acts/${id}/documents`, { kind: 'full-copy' });
    return made.body.document.id as string;
  });
  return new Map([
    ['/v1/civil/acts', acts],
    ['/v1/civil/bureaux', [bureau]],
    ['/v1/civil/declarations', [...open, ...reviewed]],
    ['/v1/civil/documents', await Promise.all(documents)],
    ['/v1/document-orders', await fileOrders()],
  ]);
}

/** Orders of the officer as a person; half of them are paid, and so with the bureau. */
async function fileOrders(): Promise<readonly string[]> {
  const token = await tokenOf(officer);
  const placed = await times(EACH * 2, async () => {
    const { body } = await call('POST', '/v1/document-orders', { token, body: documentOrder });
    return body.reference as string;
  });
  for (const reference of placed.slice(EACH)) {
    const { body } = await call('POST', `/v1/document-orders/${reference}/payment`, { token, body: {} });
    await fetch(`${bank}/pay`, { method: 'POST', body: new URLSearchParams(body.fields) });
    const choice = new URLSearchParams({ behaviour: 'approve' });
    await fetch(`${bank}/pay/${body.fields.oid}`, { method: 'POST', body: choice });
  }
  return placed;
}
