import { join } from 'node:path';
import { call, type Filed, file, tokenOf, untilState } from '@jamaa/e2e';
import { releaseRows, versionRows } from '@jamaa/kit';
import { startChild, until } from '@jamaa/kit/testing';
import { databaseOf } from '@jamaa/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { type Load, startLoad } from '../../e2e/src/crash/load.ts';
import { itIsAllWhole } from '../../e2e/test/crash/whole.ts';
import { dataFolder, openDatabase } from '../../e2e/test/support/platform.ts';
import { added, names, type Side } from '../src/platform.ts';
import { answered, leadTo, migrate, portsOf, said, start, stop } from './support/control.ts';
import { moveAhead, untilBreached } from './support/deadlines.ts';
import { untilCounted } from './support/figures.ts';
import { civilActs } from './support/works/acts.ts';
import { paidOrders } from './support/works/orders.ts';
import { portalCases } from './support/works/portal.ts';

/** Few, for what is accepted while processes start slowly has to be settled as well. */
const PER_SECOND = 3;
/** Services of this release. */
const all = [...names, ...added];
const answer = 'تم إصلاح المصباح يوم أمس من طرف مصلحة الإنارة العمومية.';

describe('an upgrade from the previous release', () => {
  let server: Connection;
  let handled: Filed;
  let older: Load;
  let younger: Load;

  const works = [civilActs(), paidOrders(), portalCases()];

  const database = (name: string) => server.useDb(databaseOf(name), { useCache: true });
  const casesOf = async ({ mark }: Load): Promise<string[]> => {
    const rows = await database('intake')
      .collection<{ _id: string; description: string }>('complaints')
      .find({})
      .project<{ _id: string; description: string }>({ description: 1 })
      .toArray();
    return rows.filter((row) => row.description.endsWith(mark)).map((row) => row._id);
  };
  const complaints = (): Promise<number> => database('intake').collection('complaints').countDocuments({});
  const idsOf = async (filed: readonly Filed[]): Promise<string[]> => {
    const references = filed.map(({ reference }) => reference);
    const rows = database('intake').collection<{ _id: string; reference: string }>('complaints');
    return (await rows.find({ reference: { $in: references } }).toArray()).map((row) => row._id);
  };
  const as = async (who: string, act: string, body: object = {}) => {
    const token = await tokenOf(`${who}.sefrou`);
    const path = `/v1/complaints/${handled.reference}/${act}`;
    const { status, body: told } = await call('POST', path, { token, body });
    return [status, told.status ?? told.detail];
  };
  const timeline = async (): Promise<string[]> => {
    const { trackingCode } = handled;
    const { body } = await call('GET', `/v1/complaints/${handled.reference}`, { trackingCode });
    return body.timeline.map((step: { event: string }) => step.event);
  };
  /** Requests that did not succeed at once, though their client got through with the next: how many of each status and code. */
  const again = (load: Load): string => {
    const count = new Map<string, number>();
    for (const { status, code } of load.filings.flatMap((one) => one.attempts)) {
      if (status !== 201) count.set(`${status} ${code}`, (count.get(`${status} ${code}`) ?? 0) + 1);
    }
    return count.size === 0 ? 'none' : [...count].map(([what, times]) => `${times} × ${what}`).join(', ');
  };
  const bothAnswer = () =>
    until('intake of both releases has answered', async () => {
      const calls = await Promise.all((['old', 'new'] as const).map((side) => answered(side, 'intake')));
      return calls.every((count) => count > 0);
    });
  /** The rolling update of a cluster, seen from outside: pods come, traffic reaches both, pods go. */
  const replace = async (from: Side, to: Side, load: Load): Promise<void> => {
    await start(to);
    await leadTo('old', 'new');
    await load.accepts(10);
    await bothAnswer();
    await leadTo(to);
    await stop(from);
    await load.accepts(10);
  };

  beforeAll(async () => {
    server = await openDatabase();
  });
  afterAll(() => server.close());

  it('finds cases that people work on, and a table of versions nowhere', async () => {
    handled = await file();
    await untilState(handled, 'assigned');
    expect(await as('technical', 'take')).toEqual([200, 'in-progress']);
    expect(await Promise.all(names.map((name) => versionRows(database(name)).countDocuments({})))).toEqual(
      names.map(() => 0),
    );
  }, 120_000);

  it.each(works)('finds $name', (work) => work.begun(), 120_000);

  it('migrates the databases beneath the running release', async () => {
    older = startLoad(PER_SECOND);
    await older.accepts(5);
    await migrate('new');
    await older.accepts(5);
    const steps = await Promise.all(all.map((name) => versionRows(database(name)).find({}).toArray()));
    expect(steps.map(([first]) => [first?._id, first?.name, first?.state])).toEqual(
      all.map(() => [1, 'indexes', 'applied']),
    );
    expect(steps.flat().filter((row) => row.kind === 'contract')).toEqual([]);
  }, 120_000);

  it('replaces it by this one while people file', async () => {
    await replace('old', 'new', older);
    for (const name of all) expect([name, await releaseRows(database(name)).countDocuments({})]).toEqual([name, 1]);
  }, 240_000);

  describe('when this release stands alone, what was filed all the time', () => {
    itIsAllWhole(() => older);
  });

  it('shows operators the version of a database', async () => {
    const tool = join(import.meta.dirname, '../../ops/src/main.ts');
    const address = `127.0.0.1:${(await portsOf('new', 'intake')).rpc}`;
    const where = ['--service', 'intake', '--address', address, '--secrets', join(await dataFolder(), 'secrets')];
    const child = startChild(tool, {}, ['versions', ...where]);
    expect([(await child.ended()).code, child.stderr()]).toEqual([0, '']);
    expect(child.stdout()).toMatch(/^intake +1 \(1–1\) +1 +expand +indexes +applied /m);
    expect(child.stdout()).toMatch(/^intake +\d+\.\d+\.\d+ +1–1 +\S+ /m);
  });

  it('goes on with the work of people that was begun before it', async () => {
    expect(await as('technical', 'propose-answer', { text: answer })).toEqual([200, 'answer-proposed']);
  });

  it.each(works)('goes on with $name', (work) => work.there(), 120_000);

  it('counts, with a service that is new, what was filed before there was one', async () => {
    await untilCounted(await complaints());
  }, 120_000);

  it('is taken back while people file', async () => {
    younger = startLoad(PER_SECOND);
    await younger.accepts(5);
    await replace('new', 'old', younger);
  }, 240_000);

  describe('when the previous release stands alone again, what was filed all the time', () => {
    itIsAllWhole(() => younger);
  });

  it.each(works)('has lost nothing of $name', (work) => work.back(), 120_000);

  it('has lost nothing: the previous release goes on with what this one wrote, and keeps its deadlines, each once', async () => {
    expect(await as('validator', 'approve')).toEqual([200, 'answered']);
    await moveAhead(61);
    const cases = [...(await casesOf(older)), ...(await casesOf(younger))];
    const times = await untilBreached(server, cases);
    expect([times.length, [...new Set(times)]]).toEqual([older.filings.length + younger.filings.length, [1]]);
  }, 180_000);

  it('is done again, and keeps the deadlines of what came meanwhile, each once', async () => {
    const meanwhile = [await file(), await file()];
    for (const filed of meanwhile) await untilState(filed, 'assigned');
    const cases = await idsOf(meanwhile);
    await migrate('new');
    await start('new');
    await leadTo('new');
    await stop('old');
    // By time, months after the answer.
    await untilState(handled, 'closed');
    expect(await timeline()).toEqual(['submitted', 'assigned', 'taken', 'answer-proposed', 'answered', 'closed']);
    await moveAhead(122);
    expect(await untilBreached(server, cases)).toEqual([1, 1]);
    await untilCounted(await complaints());
  }, 240_000);

  it('has ended no process by itself, and says how often a client had to try again', async () => {
    expect((await said()).filter((line) => line.includes(' ended '))).toEqual([]);
    for (const [name, load] of Object.entries({ upgrade: older, back: younger })) {
      process.stderr.write(`upgrade: ${name}: ${load.filings.length} filings; requests tried again: ${again(load)}\n`);
    }
  });
});
