import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { BenchOptions } from '../options.ts';
import type { Outcome, Scene } from './scene.ts';

const root = join(import.meta.dirname, '../../../..');
/** An administrator of the whole country. */
const ADMINISTRATOR = 'admin';
const POLL_MS = 250;
const PIECE = 8 * 1024 ** 2;
const SEED = 7;

const answer = z.object({
  import: z.object({
    id: z.string(),
    state: z.string(),
    created: z.number(),
    refused: z.number(),
    registers: z.number(),
  }),
});

/** A file of `--rows` acts of made-up families, sent through the gateway and worked off into an empty registry; timed from its start on. */
export async function registerImportFlow({ options, tokens, recorder, say }: Scene): Promise<Outcome> {
  const base = `http://127.0.0.1:${options.port}/v1/civil/register-imports`;
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { Authorization: `Bearer ${await tokens.of(ADMINISTRATOR)}`, 'Content-Type': 'application/json' };
    const response = await fetch(`${base}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return answer.parse(await response.json()).import;
  };
  const { id } = await call('POST', '', { format: 'jsonl' });
  const sent = performance.now();
  const bytes = await send(`${base}/${id}/file`, options, () => tokens.of(ADMINISTRATOR));
  recorder.step('send the file').record(performance.now() - sent);
  say(`${Math.round(bytes / 100_000) / 10} MB sent, working it off …`);
  const began = performance.now();
  let now = await call('POST', `/${id}/start`, {});
  while (now.state !== 'done') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    now = await call('GET', `/${id}`);
  }
  const seconds = (performance.now() - began) / 1_000;
  const wrong = options.bad === 0 ? 0 : Math.floor(options.rows / options.bad);
  if (now.refused !== wrong) recorder.error('line', `${now.refused} refused of ${wrong} wrong ones`);
  const more = { registers: now.registers, refused: now.refused, megabytes: Math.round(bytes / 100_000) / 10 };
  return { seconds, done: now.created, more };
}

/** Sends what the registry's own generator writes, as it comes. Returns the bytes. */
async function send(url: string, { rows, bad }: BenchOptions, token: () => Promise<string>): Promise<number> {
  const script = join(root, 'services/civil-registry/src/made-up-file.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...[rows, SEED, bad].map(String)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'close');
  let [offset, waiting, length] = [0, [] as Buffer[], 0];
  const flush = async (): Promise<void> => {
    const body = Buffer.concat(waiting);
    const headers = {
      Authorization: `Bearer ${await token()}`,
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(offset),
    };
    const response = await fetch(url, { method: 'PATCH', headers, body });
    if (response.status !== 204) throw new Error(`PATCH: ${response.status} ${await response.text()}`);
    [offset, waiting, length] = [offset + body.length, [], 0];
  };
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    length += chunk.length;
    if (length >= PIECE) await flush();
  }
  if (length > 0) await flush();
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error('the file was not written to its end: see above');
  return offset;
}
