/** Work of people that spans releases: what is done while each of them stands alone, in this order. Each expects what it finds. */
export interface Work {
  readonly name: string;
  /** Under the previous release. */
  begun(): Promise<void>;
  /** Under this one. */
  there(): Promise<void>;
  /** Under the previous one again. */
  back(): Promise<void>;
}
