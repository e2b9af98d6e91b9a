import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Arg,
  type Copy,
  DockerfileParser,
  Env,
  From,
  type Instruction,
  type JSONInstruction,
  Label,
} from 'dockerfile-ast';

export const root = join(import.meta.dirname, '../../../..');
export const dockerfile = readFileSync(join(root, 'deploy/images/Dockerfile'), 'utf8');

export interface Step {
  readonly keyword: string;
  /** The words behind the keyword, flags apart; continued lines are one. */
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
  /** Words of the exec form (`["node", …]`); none in the shell form. */
  readonly exec?: readonly string[];
  /** What is set, of ENV, LABEL and ARG. */
  readonly sets: Readonly<Record<string, string>>;
  /** Everything behind the keyword, as a shell reads it. */
  readonly text: string;
}

export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly steps: readonly Step[];
}

/** Stages of the Dockerfile in their order, their bases with what ARG says by default. */
export function stages(text = dockerfile): Stage[] {
  const found: { name: string; from: string; steps: Step[] }[] = [];
  const base: Record<string, string> = {};
  for (const one of DockerfileParser.parse(text).getInstructions()) {
    const current = found.at(-1);
    if (one instanceof From)
      found.push({ name: one.getBuildStage() ?? `${found.length}`, from: fill(one.getImage() ?? '', base), steps: [] });
    else if (current === undefined) Object.assign(base, stepOf(one).sets);
    else current.steps.push(stepOf(one));
  }
  return found;
}

export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');

function stepOf(one: Instruction): Step {
  const json = 'getJSONStrings' in one ? (one as JSONInstruction).getJSONStrings() : [];
  const flags = 'getFlags' in one ? (one as JSONInstruction | Copy).getFlags() : [];
  return {
    keyword: one.getKeyword(),
    words: one
      .getArguments()
      .map((word) => word.getValue())
      .filter((word) => !word.startsWith('--') || one.getKeyword() === 'RUN'),
    flags: Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue() ?? ''])),
    ...(json.length === 0 ? {} : { exec: json.map((word) => word.getJSONValue()) }),
    sets: setsOf(one),
    text: one
      .getArguments()
      .map((word) => word.getValue())
      .join(' '),
  };
}

function setsOf(one: Instruction): Record<string, string> {
  if (one instanceof Arg) return { [one.getProperty()?.getName() ?? '']: one.getProperty()?.getValue() ?? '' };
  if (one instanceof Env || one instanceof Label)
    return Object.fromEntries(one.getProperties().map((each) => [each.getName(), each.getValue() ?? '']));
  return {};
}
