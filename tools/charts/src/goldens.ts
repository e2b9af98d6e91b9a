import { createHash } from 'node:crypto';

/** Renderings that are kept in deploy/goldens, by the cell that stands for them. */
export const goldens: Readonly<Record<string, string>> = {
  small: '12',
  medium: '02',
  large: '03',
  national: 'national',
};

/** What is kept of a rendering: dashboards, which lie in observability/dashboards, only by their digest. */
export const keptOf = (rendered: string): string =>
  rendered.replaceAll(
    /^( +)(\S+\.json): \|\n((?:\1 +.*\n)+)/gm,
    (_all, indent: string, name: string, text: string) =>
      `${indent}${name}: ${createHash('sha256').update(text).digest('hex')}\n`,
  );
