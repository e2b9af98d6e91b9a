import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { goTools } from '@jamaa/charts/go-tools';
import { run } from '@jamaa/charts/run';

export interface PrometheusTools {
  readonly prometheus: string;
  readonly promtool: string;
}

/**
 * Prometheus and promtool: those of the machine when both are of major version 3, else built from the pinned Go module, without the web
 * pages and without service discovery, which nothing here uses.
 * @throws in one line when Go is missing or the build fails
 */
export async function prometheusTools(say: (line: string) => void): Promise<PrometheusTools> {
  if ((await isThree('prometheus')) && (await isThree('promtool')))
    return { prometheus: 'prometheus', promtool: 'promtool' };
  const home = await goTools(
    {
      sources: join(import.meta.dirname, '../go'),
      name: 'prometheus',
      what: 'Prometheus and promtool',
      purpose: 'the tools that check rules and dashboards',
      tags: ['remove_all_sd'],
    },
    say,
  );
  return { prometheus: join(home, 'prometheus'), promtool: join(home, 'promtool') };
}

/** Whether PATH has this command, of major version 3. */
async function isThree(command: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  if (!folders.some((folder) => existsSync(join(folder, command)))) return false;
  const { stdout } = await run(command, ['--version']);
  return stdout.startsWith(`${command}, version 3.`);
}
