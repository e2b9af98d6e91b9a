import type { Manifest } from './manifests.ts';

interface SecretRef {
  readonly name: string;
  readonly key: string;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef: SecretRef };
  }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly [member: string]: unknown;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes: readonly {
    readonly name: string;
    readonly secret?: { readonly secretName: string };
    readonly projected?: {
      readonly sources: readonly {
        readonly secret: { readonly name: string; readonly items: readonly { key: string }[] };
      }[];
    };
    readonly hostPath?: unknown;
    readonly emptyDir?: { readonly sizeLimit: string };
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of the rest, it says itself
  readonly [member: string]: any;
}

export interface Pod {
  /** `Deployment/jamaa-intake`. */
  readonly of: string;
  readonly labels: Record<string, string>;
  readonly spec: PodSpec;
}

/** Every pod that a manifest makes: of Deployments, hooks, CronJobs, and those of `helm test`. */
export function podsOf(manifests: readonly Manifest[]): Pod[] {
  return manifests.flatMap((one) => {
    const pod =
      one.kind === 'Pod' ? one : one.kind === 'CronJob' ? one.spec.jobTemplate.spec.template : one.spec?.template;
    if (pod?.spec?.containers === undefined) return [];
    return [{ of: `${one.kind}/${one.metadata.name}`, labels: pod.metadata.labels, spec: pod.spec }];
  });
}
