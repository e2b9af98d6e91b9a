import { playFlows } from './complaint.ts';
import type { Outcome, Scene } from './scene.ts';

const BYTES = 10_000_000;
const CLIENTS = 2;

/** Ten megabytes that begin like a film: kept as they come, so that it is the way of the bytes that is measured. */
const film = Buffer.concat([
  Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isomiso2', 'latin1'),
  Buffer.alloc(BYTES - 24, 7),
]);

/** Uploads of 10 MB, one after the other by each of so many clients (`--clients`, 2), beside complaint flows at `--rate`. */
export async function uploadFlow(scene: Scene): Promise<Outcome> {
  const { clients = CLIENTS, rate, seconds } = scene.options;
  const began = performance.now();
  let uploaded = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1_000) if (await uploadOne(scene)) uploaded += 1;
  };
  const [flows] = await Promise.all([
    playFlows(scene, [{ rate, seconds }]),
    ...Array.from({ length: clients }, () => client()),
  ]);
  const took = (performance.now() - began) / 1_000;
  return {
    seconds: took,
    done: flows.runs.filter(({ good }) => good).length,
    more: { uploads: uploaded, uploadedMbPerSecond: Math.round((uploaded * BYTES) / 100_000 / took) / 10 },
  };
}

async function uploadOne({ options, recorder }: Scene): Promise<boolean> {
  const base = `http://127.0.0.1:${options.port}`;
  const tus = { 'Tus-Resumable': '1.0.0' };
  const from = performance.now();
  const step = 'upload 10 MB';
  try {
    const begun = await fetch(`${base}/v1/uploads`, {
      method: 'POST',
      headers: { ...tus, 'Upload-Length': String(BYTES) },
    });
    if (begun.status !== 201) return failed(String(begun.status));
    const sent = await fetch(new URL(begun.headers.get('location') ?? '', base), {
      method: 'PATCH',
      headers: { ...tus, 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0' },
      body: film,
    });
    if (sent.status !== 204) return failed(String(sent.status));
  } catch (error) {
    return failed(String(error));
  }
  recorder.step(step).record(performance.now() - from);
  return true;

  function failed(reason: string): false {
    recorder.error(step, reason);
    return false;
  }
}
