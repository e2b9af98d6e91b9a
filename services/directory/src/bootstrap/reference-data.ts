import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTerritories } from '@jamaa/territory';
import { z } from 'zod';
import { type Organisation, organisationKinds } from '../domain/organisation.ts';
import { type Body, buildReference } from '../domain/reference.ts';

/** Grows when the code makes other organisations from the same files. */
const BUILD = 1;

const text = z.strictObject({ ar: z.string().min(1), fr: z.string().min(1) });
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

const bodiesFile = z.strictObject({
  bodies: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+(:[a-z0-9-]+)?$/),
      kind: z.enum(organisationKinds),
      name: text,
      territory: z.string().regex(/^\d{2}(\.\d{3}(\.\d{2}(\.(\d{2}|0))?)?)?$/),
      address: text.optional(),
      validFrom: instant.optional(),
      validTo: instant.optional(),
    }),
  ),
});

export interface ReferenceFiles {
  /** Hash of the files and of the build: the same data has the same version everywhere. */
  readonly version: string;
  /** Reads and checks the data: half a second, so only when it has changed. @throws Error that says what is wrong where */
  build(): Organisation[];
}

/** Reads the territory set and the bodies beside it, without building anything yet. */
export async function readReferenceFiles(territoryDir: string, bodiesPath: string): Promise<ReferenceFiles> {
  const [territories, boundaries, bodies] = await Promise.all([
    readFile(join(territoryDir, 'territories.json')),
    readFile(join(territoryDir, 'boundaries.topojson')),
    readFile(bodiesPath),
  ]);
  const version = createHash('sha256').update(`build ${BUILD}\n`).update(territories).update('\n').update(bodies);
  return {
    version: version.digest('hex'),
    build: () => buildReference(loadTerritories({ territories, boundaries }).all, readBodies(bodiesPath, bodies)),
  };
}

function readBodies(path: string, bytes: Uint8Array): Body[] {
  const parsed = bodiesFile.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  if (parsed.success) return parsed.data.bodies;
  const [issue] = parsed.error.issues;
  throw new Error(`${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is malformed'}`);
}
