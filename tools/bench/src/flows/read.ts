import autocannon from 'autocannon';
import type { Outcome, Scene } from './scene.ts';

const paths = ['/v1/categories', '/v1/territories', '/v1/territories/03.451.01.09'];

/** Reads that anybody may make and caches may keep, by an outside load generator. */
export async function readFlow({ options, recorder, say }: Scene): Promise<Outcome> {
  const per = options.seconds / paths.length;
  const more: Record<string, unknown> = {};
  let [done, seconds] = [0, 0];
  for (const path of paths) {
    say(`GET ${path} …`);
    const result = await autocannon({
      url: `http://127.0.0.1:${options.port}${path}`,
      connections: options.clients ?? 32,
      duration: Math.max(1, Math.round(per)),
    });
    const { latency } = result;
    for (let bad = result.non2xx + result.errors; bad > 0; bad -= 1) recorder.error(path, 'not answered well');
    more[path] = {
      perSecond: Math.round(result['2xx'] / result.duration),
      p50: latency.p50,
      p97_5: latency.p97_5,
      p99: latency.p99,
      max: latency.max,
    };
    done += result['2xx'];
    seconds += result.duration;
  }
  return { seconds, done, more };
}
