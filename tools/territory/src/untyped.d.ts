declare module 'mapshaper' {
  /** Runs command-line text on named inputs and resolves to the named outputs. */
  export function applyCommands(
    commands: string,
    input: Readonly<Record<string, string | Uint8Array>>,
  ): Promise<Record<string, Buffer | string>>;
  const mapshaper: { applyCommands: typeof applyCommands };
  // biome-ignore lint/style/noDefaultExport: the package described here has one
  export default mapshaper;
}

declare module 'polylabel' {
  /** The point of a polygon farthest from its outline, with that distance. */
  // biome-ignore lint/style/noDefaultExport: the package described here has one
  export default function polylabel(polygon: number[][][], precision?: number): number[] & { distance: number };
}
