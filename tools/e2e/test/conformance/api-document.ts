/** As much of an OpenAPI document as the suite reads. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Operation {
  readonly method: string;
  /** OpenAPI form, for example `/v1/complaints/{reference}`. */
  readonly path: string;
}

/** Every operation that the document declares. */
export const operationsOf = (document: ApiDocument): readonly Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );

export const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;
