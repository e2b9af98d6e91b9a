export type TerritoryErrorCode = 'malformed-dataset' | 'invalid-coordinate' | 'unknown-territory';

/** The only error this package throws. `field` names the offending input, e.g. `latitude` or `territories[3].code`. */
export class TerritoryError extends Error {
  readonly code: TerritoryErrorCode;
  readonly field: string;

  constructor(code: TerritoryErrorCode, field: string, message: string, options?: ErrorOptions) {
    super(`${field}: ${message}`, options);
    this.name = 'TerritoryError';
    this.code = code;
    this.field = field;
  }
}
