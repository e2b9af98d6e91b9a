import type { Script } from './types.ts';

const letters: Readonly<Record<Script, RegExp>> = {
  arabic: /\p{Script=Arabic}/gu,
  latin: /\p{Script=Latin}/gu,
  tifinagh: /\p{Script=Tifinagh}/gu,
};

/** The script most letters of a text are in; undefined when it has none of the three. */
export function scriptOf(text: string): Script | undefined {
  const counts = (Object.keys(letters) as Script[]).map((script) => ({
    script,
    count: text.match(letters[script])?.length ?? 0,
  }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count > 0 ? best.script : undefined;
}
