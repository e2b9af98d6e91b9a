import type { Manifest } from '../manifests.ts';
import { podsOf } from '../pods.ts';

/** Secrets that must be there before a release is installed, with their keys; what cert-manager makes is not among them. */
export function requiredSecrets(manifests: readonly Manifest[]): Map<string, Set<string>> {
  const required = new Map<string, Set<string>>();
  const need = (name: string, key: string): void => {
    required.set(name, (required.get(name) ?? new Set()).add(key));
  };
  for (const { spec } of podsOf(manifests)) {
    for (const { env = [] } of spec.containers)
      for (const { valueFrom } of env)
        if (valueFrom !== undefined) need(valueFrom.secretKeyRef.name, valueFrom.secretKeyRef.key);
    for (const { projected } of spec.volumes)
      for (const { secret } of projected?.sources ?? []) for (const { key } of secret.items) need(secret.name, key);
  }
  return new Map([...required].sort(([a], [b]) => a.localeCompare(b)));
}
