import { chartTools, kubernetesVersions } from './chart-tools.ts';
import { namespaceOf, overlayOf } from './overlays.ts';
import { chart } from './paths.ts';
import { run } from './run.ts';

/** The manifests of one cell as helm writes them. @throws with helm's own words */
export async function render(cell: string, from = { chart, overlay: overlayOf(cell) }): Promise<string> {
  const { helm } = await chartTools((line) => void process.stderr.write(`jamaa: ${line}\n`));
  const done = await run(helm, [
    'template',
    'jamaa',
    from.chart,
    '--namespace',
    namespaceOf(cell),
    '--kube-version',
    kubernetesVersions[0],
    '--values',
    from.overlay,
  ]);
  if (done.code !== 0) throw new Error(done.stderr.trim());
  return done.stdout;
}
