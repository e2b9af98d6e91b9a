/** As much of an OpenAPI document as the suite reads. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DeclaredOperation>>>>;
}

interface DeclaredOperation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
}

export interface Operation {
  readonly method: string;
  /** OpenAPI form, for example `/v1/complaints/{reference}`. */
  readonly path: string;
  readonly id: string;
  /** Whether it may be asked for without signing in. */
  readonly open: boolean;
}

/** Every operation that the document declares. */
export const operationsOf = (document: ApiDocument): readonly Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security }]) => ({
      method: method.toUpperCase(),
      path,
      id: operationId,
      open: security.some((one) => Object.keys(one).length === 0),
    })),
  );

export const nameOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`;
