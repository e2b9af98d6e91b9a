import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** One selector of an expression: the metric's name, or a pattern of names, and its label matchers as they stand. */
export interface Selector {
  readonly name?: string;
  readonly pattern?: string;
  readonly matchers: readonly string[];
}

const COMPARISONS = new Set(['Eqlc', 'Neq', 'Gtr', 'Lss', 'Gte', 'Lte', 'Eql']);

/** @throws SyntaxError when it is no PromQL */
function parsed(expression: string): SyntaxNode {
  const tree = parser.parse(expression);
  tree.iterate({
    enter: (node) => {
      if (node.type.isError)
        throw new SyntaxError(`no PromQL at ${node.from}: ${expression.slice(node.from, node.from + 40)}`);
    },
  });
  return tree.topNode;
}

/** Every selector of an expression, those inside functions and ranges too. */
export function selectors(expression: string): Selector[] {
  const found: Selector[] = [];
  const text = (node: SyntaxNode): string => expression.slice(node.from, node.to);
  parsed(expression)
    .cursor()
    .iterate(({ node, name }) => {
      if (name !== 'VectorSelector') return;
      const matchers = (node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []).map(text);
      const own = node.getChild('Identifier');
      const pattern = matchers.map((one) => /^__name__\s*=~\s*"(.*)"$/.exec(one)?.[1]).find((one) => one !== undefined);
      found.push({
        ...(own === null ? {} : { name: text(own) }),
        ...(pattern === undefined ? {} : { pattern }),
        matchers: matchers.filter((one) => !one.startsWith('__name__')),
      });
    });
  return found;
}

/**
 * What an alert's expression compares, without the comparison: the left side of each comparison, on both sides of `and`, `or` and
 * `unless`. An expression that compares nothing is its own.
 */
export function compared(expression: string): string[] {
  const walk = (node: SyntaxNode): string[] => {
    const inner = node.name === 'ParenExpr' || node.name === 'PromQL' ? node.firstChild : null;
    if (inner !== null) return walk(inner.name === '(' ? (inner.nextSibling ?? inner) : inner);
    const [left, operator] = [node.firstChild, node.firstChild?.nextSibling];
    if (
      node.name === 'BinaryExpr' &&
      left !== null &&
      left !== undefined &&
      operator !== null &&
      operator !== undefined
    ) {
      if (COMPARISONS.has(operator.name)) return [expression.slice(left.from, left.to)];
      if (['And', 'Or', 'Unless'].includes(operator.name)) return [...walk(left), ...walk(node.lastChild ?? left)];
    }
    return [expression.slice(node.from, node.to)];
  };
  return walk(parsed(expression));
}
