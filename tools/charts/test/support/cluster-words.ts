import type { Manifest } from '../../src/manifests.ts';
import type { Said } from './said.ts';

const VERBS = /^(?:apply|create|delete|describe|get|label|logs|port-forward|rollout|top)$/;
/** Kinds that a cluster has of its own, or makes of what the chart renders. */
const ofTheCluster = ['namespace', 'pod', 'event', 'job', 'certificaterequest'];
/** In capitals: whoever carries it out puts a name there. */
const placeholder = (name: string): boolean => !/^[a-z]/.test(name);

/** Whether a command of kubectl says where, and speaks of kinds, objects and labels that are among these. */
export function knownToCluster({ words }: Said, objects: readonly Manifest[]): boolean {
  const at = words.indexOf('-n');
  const rest = words.filter((_word, i) => i > 0 && (at < 0 || (i !== at && i !== at + 1)));
  const there = at > 0 && /^jamaa-(?:\d\d|RR)$/.test(words[at + 1] ?? '');
  const [verb, ...operands] = rest.filter((word, i) => !word.startsWith('-') && rest[i - 1] !== '-l');
  // What stands before every command of a page.
  if (verb === undefined) return there;
  const [kind = '', name] = namedBy(verb === 'rollout' ? operands.slice(1) : operands);
  // A namespace is in none, and files say theirs.
  const somewhere = there || kind === 'namespace' || verb === 'apply';
  const source = rest.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  return (
    VERBS.test(verb) &&
    somewhere &&
    rest.every((word, i) => rest[i - 1] !== '-l' || isLabel(word, objects)) &&
    (source === undefined || isObject(objects, ...namedBy([source]))) &&
    (verb === 'apply' || isObject(objects, kind, name))
  );
}

/** `deployment/jamaa-intake`, or `deployment jamaa-intake`, or `pods`. */
function namedBy([first = '', second]: readonly string[]): [kind: string, name: string | undefined] {
  const [kind = '', name = second] = first.split('/');
  return [kind, name];
}

function isObject(objects: readonly Manifest[], given: string, name: string | undefined): boolean {
  const kind = { deploy: 'deployment', hpa: 'horizontalpodautoscaler' }[given] ?? given.replace(/s$/, '');
  if (ofTheCluster.includes(kind)) return true;
  const all = objects.filter((one) => one.kind.toLowerCase() === kind);
  if (kind === 'secret') return name === undefined || objects.some((one) => one['spec']?.secretName === name);
  return (
    all.length > 0 && (name === undefined || placeholder(name) || all.some(({ metadata }) => metadata.name === name))
  );
}

function isLabel(text: string, objects: readonly Manifest[]): boolean {
  const [key = '', value = ''] = text.split('=');
  return objects.some(({ metadata: { labels } }) => {
    const own = labels?.[key];
    return own !== undefined && (placeholder(value) || own === value);
  });
}
