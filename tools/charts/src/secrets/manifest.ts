import { stringify } from 'yaml';

type Data = Readonly<Record<string, string>>;

/** A Secret as its manifest. */
export const secretManifest = (namespace: string, name: string, stringData: Data): string =>
  stringify(
    { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'Opaque', stringData },
    { lineWidth: 0 },
  );
