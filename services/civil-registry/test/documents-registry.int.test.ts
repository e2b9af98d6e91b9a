import { createCallerSigner, createRpcClient } from '@jamaa/kit';
import { Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { CivilDocumentsServiceClient, ProduceDocumentRequest } from '@jamaa/proto/civil_registry/v1/documents';
import { textOf } from '@jamaa/typesetting/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { birthNumber, bureau, open, registered, today, year } from './support/births.ts';
import { createWorld, type Registry, type World } from './support/world.ts';

/** Given the real registry as a process, as the service of document orders meets it. */
describe('an order for a document', () => {
  let world: World;
  let registry: Registry;
  let client: ReturnType<typeof createRpcClient<CivilDocumentsServiceClient>>;
  let token: string;

  beforeAll(async () => {
    world = await createWorld();
    registry = await world.start();
    await open(registry);
    const listening = registry.child
      .stdout()
      .split('\n')
      .find((line) => line.includes('"listening"'));
    const { rpc } = JSON.parse(listening ?? '{}') as { rpc: number };
    client = createRpcClient(CivilDocumentsServiceClient, `127.0.0.1:${rpc}`);
    const signer = await createCallerSigner(world.suite.secretsDir, 'document-orders');
    token = await signer.mint({ kind: 'service', service: 'document-orders' }, 'civil-registry');
  });
  afterAll(async () => {
    client.close();
    await world.close();
  });

  it('finds its act by number or by names, is told what contradicts it, and gets its document', async () => {
    const act = await registered(registry, birthNumber(7));
    await registered(registry, birthNumber(8));
    const child = act.content?.$case === 'birth' ? act.content.value.child : undefined;
    const known = {
      kind: 'birth',
      bureauId: bureau,
      year: year(),
      firstNames: child?.firstNames?.latin ?? '',
      familyName: child?.familyName?.ar ?? '',
      birthDate: child?.birthDate ?? '',
      nationalId: '',
    };
    const match = (change: object) => client.call.matchAct({ ...known, number: 0, ...change }, { token });
    const found = { outcome: 'one', actId: act.id, contradictions: [], formerly: [] };
    expect(await match({ number: act.number })).toEqual(found);
    expect(await match({})).toEqual(found);
    expect(await match({ number: act.number, birthDate: '1999-01-01' })).toMatchObject({
      contradictions: ['birthDate'],
    });
    expect(await match({ bureauId: '06.141.01.0-1' })).toMatchObject({ outcome: 'none' });
    const asked = { kind: 'extract', actId: act.id, language: 'fr', purpose: 'order:B-7' };
    const { pdf } = await client.call.produceDocument(ProduceDocumentRequest.fromPartial(asked), {
      token,
      deadlineMs: 60_000,
    });
    const text = await textOf(pdf);
    for (const part of [known.firstNames, 'Province : Sefrou', 'Commune : Sefrou']) expect(text).toContain(part);
  });

  it('finds its act by the spelling that it had before a correction, and is told so', async () => {
    const act = await registered(registry, birthNumber(9));
    const { firstNames, birthDate = '' } = (act.content?.$case === 'birth' ? act.content.value.child : {}) ?? {};
    const corrections = [{ field: 'child.familyName.latin', from: 'SEFRIOUI', to: 'ESSEFRIOUI' }];
    const title = { kind: 'authorisation', number: '1', date: today(), authority: 'محكمة' };
    const mention = Mention.fromPartial({ kind: 'authorised-spelling', title, effectiveOn: today(), corrections });
    const entry = { actId: act.id, bureauId: '', expectedVersion: 0, idempotencyKey: '', mention };
    await registry.as('officer')('addMention', entry);
    const known = { kind: 'birth', bureauId: bureau, year: year(), firstNames: firstNames?.latin ?? '', birthDate };
    const match = (familyName: string, number = 0) =>
      client.call.matchAct({ ...known, familyName, number, nationalId: '' }, { token });
    const one = { outcome: 'one', actId: act.id, contradictions: [] };
    for (const number of [0, act.number]) {
      expect(await match('Sefrioui', number)).toEqual({ ...one, formerly: ['familyName'] });
      expect(await match('ESSEFRIOUI', number)).toEqual({ ...one, formerly: [] });
    }
    expect(await match('ALAOUI', act.number)).toEqual({ ...one, contradictions: ['familyName'], formerly: [] });
  });
});
