import { chownSync, cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { freePort, serviceNames } from '@jamaa/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { buildIn } from './support/build.ts';
import { asItsUser, type Contained, contained, healthcheck, openFolder, user } from './support/container.ts';
import { root } from './support/dockerfile.ts';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly link?: boolean }>>;
}
const lockOf = (file: string): Lock => JSON.parse(readFileSync(file, 'utf8')) as Lock;

/** The image's own lines, run in an empty folder, and its processes started from there: production, its user, real servers. */
describe('what the Dockerfile makes', () => {
  let place: string;
  let image: string;
  let suite: Suite;
  let secrets: string;
  const running: Contained[] = [];
  const start = (args: readonly string[], env: Record<string, string>): Contained => {
    const one = contained(image, args, env);
    running.push(one);
    return one;
  };

  beforeAll(async () => {
    place = await mkdtemp(join(openFolder(), 'jamaa-image-'));
    await chmod(place, 0o755);
    image = await buildIn(place, 'platform');
    suite = await createSuite();
    secrets = join(place, 'secrets');
    cpSync(suite.secretsDir, secrets, { recursive: true });
    if (asItsUser) for (const path of ['', ...readdirSync(secrets)]) chownSync(join(secrets, path), user.uid, user.gid);
  }, 400_000);
  afterAll(async () => {
    for (const one of running) if (one.process.exitCode === null) one.process.kill('SIGKILL');
    await Promise.all(running.map((one) => one.ended()));
    const { MONGODB_URI: uri = '', MONGODB_DATABASE: dbName = '' } = suite.variables('gis');
    const connection = await mongoose.createConnection(uri, { dbName }).asPromise();
    await connection.dropDatabase();
    await connection.close();
    await rm(place, { recursive: true, force: true });
    await rm(suite.secretsDir, { recursive: true, force: true });
  });

  it('holds the packages that the lockfile names, in its versions, and none for development', () => {
    const wanted = lockOf(join(root, 'package-lock.json')).packages;
    const got = Object.entries(lockOf(join(image, 'jamaa/node_modules/.package-lock.json')).packages);
    const real = got.filter(([, { link }]) => link !== true);
    expect(real.length).toBeGreaterThan(100);
    expect(real.filter(([path, { version }]) => wanted[path]?.version !== version).map(([path]) => path)).toEqual([]);
    for (const name of ['jest', 'typescript', '@biomejs/biome', '@bufbuild/buf'])
      expect([name, existsSync(join(image, 'jamaa/node_modules', name))]).toEqual([name, false]);
  });

  it('lists every package that is in it in its bill of materials', () => {
    const sbom = JSON.parse(readFileSync(join(image, 'jamaa/sbom.spdx.json'), 'utf8')) as {
      spdxVersion: string;
      packages: { name: string; versionInfo: string }[];
    };
    const listed = new Set(sbom.packages.map(({ name, versionInfo }) => `${name}@${versionInfo}`));
    const got = Object.entries(lockOf(join(image, 'jamaa/node_modules/.package-lock.json')).packages);
    const real = got
      .filter(([path, { link }]) => link !== true && path.includes('node_modules/'))
      .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`);
    expect(sbom.spdxVersion).toBe('SPDX-2.3');
    expect(real.filter((one) => !listed.has(one))).toEqual([]);
  });

  it('holds no test, no secret and no page of a checkout', async () => {
    const files = (await readdir(join(image, 'jamaa'), { recursive: true })).filter(
      (file) => !file.startsWith('node_modules/'),
    );
    expect(files.filter((file) => /\.test\.ts$|(^|\/)test(\/|$)|README|\.pem$|\.env$|\.key\.json$/.test(file))).toEqual(
      [],
    );
  });

  it('loads every service with all that it imports, native modules too', async () => {
    const names = [...serviceNames.map((name) => `./services/${name}/src/context.ts`), './gateway/src/context.ts'];
    const imports = names.map((name) => `await import('${name}')`).join('; ');
    const one = start(
      ['--input-type=module', '--eval', `${imports}; process.stdout.write('loaded'); process.exit(0)`],
      {},
    );
    expect([await one.ended(), one.output()]).toEqual([0, 'loaded']);
  });

  it('holds the operators’ tool, which its CronJobs run', async () => {
    const one = start(['tools/ops/src/main.ts', '--help'], {});
    expect([await one.ended(), one.output()]).toEqual([0, expect.stringContaining('audit verify')]);
  });

  it('migrates, serves, and says that it is well, in production as its own user', async () => {
    const admin = await freePort();
    const rpc = await freePort();
    const production = { NODE_ENV: 'production', NODE_COMPILE_CACHE: '', LOG_LEVEL: 'info' };
    const settings = { ...suite.variables('gis'), ...production, SECRETS_DIR: secrets };
    const migration = start(['services/gis/src/migrate.ts'], settings);
    expect({ code: await migration.ended(), said: migration.output() }).toEqual({
      code: 0,
      said: expect.not.stringContaining('rror'),
    });
    const service = (script: string, env: Record<string, string>) =>
      start(['--import', '@jamaa/observability/register', script], { ...settings, HOST: '127.0.0.1', ...env });
    const gis = service('services/gis/src/main.ts', { RPC_PORT: String(rpc), ADMIN_PORT: String(admin) });
    const port = await freePort();
    const edge = await freePort();
    const nobody = Object.fromEntries(
      serviceNames.map((name) => [`${name.toUpperCase().replaceAll('-', '_')}_ADDRESS`, '127.0.0.1:9']),
    );
    const gateway = service('gateway/src/main.ts', {
      ...nobody,
      GIS_ADDRESS: `127.0.0.1:${rpc}`,
      ISSUER_URL: 'https://sign-in.example',
      PORT: String(port),
      ADMIN_PORT: String(edge),
    });
    const territory = await until('a territory from the platform', async () => {
      const ended = [gis, gateway].find(({ process }) => process.exitCode !== null);
      if (ended !== undefined) throw new Error(ended.output());
      const answer = await fetch(`http://127.0.0.1:${port}/v1/territories/03`).catch(() => undefined);
      return answer?.ok ? await answer.json() : undefined;
    });
    expect(territory).toMatchObject({ territory: { code: '03', name: { fr: 'Fès-Meknès' } } });
    if (asItsUser) expect(readFileSync(`/proc/${gis.process.pid}/status`, 'utf8')).toMatch(/^Uid:\t65532\t65532/m);

    const [program, ...words] = healthcheck();
    expect(program).toBe('node');
    const well = start(words, { ADMIN_PORT: String(admin) });
    expect([await well.ended(), well.output()]).toEqual([0, '']);
    gis.process.kill('SIGTERM');
    expect(await gis.ended()).toBe(0);
    const gone = start(words, { ADMIN_PORT: String(admin) });
    expect(await gone.ended()).toBe(1);
  });
});
