import { join } from 'node:path';
import { goTools } from './go-tools.ts';
import { root } from './paths.ts';

/** Releases of Kubernetes that the manifests are checked against, the newest first. */
export const kubernetesVersions = ['1.37.2', '1.36.3', '1.35.4'] as const;

export interface ChartTools {
  readonly helm: string;
  readonly 'helm-unittest': string;
  readonly kubeconform: string;
  /** compose-go's own command: reads and validates a compose file as `docker compose config` does. */
  readonly compose: string;
}

/** The tools' executables, built from the pinned Go module. @throws in one line when that cannot be done */
export async function chartTools(say: (line: string) => void): Promise<ChartTools> {
  const home = await goTools(
    {
      sources: join(root, 'tools/charts/go'),
      name: 'chart-tools',
      what: 'helm, helm-unittest, kubeconform and compose-go',
      purpose: 'the tools that check the charts',
    },
    say,
  );
  return {
    helm: join(home, 'helm'),
    'helm-unittest': join(home, 'helm-unittest'),
    kubeconform: join(home, 'kubeconform'),
    compose: join(home, 'cmd'),
  };
}
