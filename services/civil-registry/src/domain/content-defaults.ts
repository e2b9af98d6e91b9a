import type { Content } from './content-check.ts';

/** What a declaration need not say because it follows: a single child, the day on which it is made. */
export function withDefaults(content: Content, today: string): Content {
  if (content.$case === 'death') return { ...content, value: { ...content.value, declaredOn: today } };
  const { twinOrder, twinCount } = content.value;
  const single = twinCount <= 1 && twinOrder <= 1;
  return {
    ...content,
    value: { ...content.value, declaredOn: today, ...(single ? { twinOrder: 1, twinCount: 1 } : {}) },
  };
}
