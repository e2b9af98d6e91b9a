import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../src/paths.ts';
import { pageOf } from './pages.ts';

/** One command as a runbook has it: its words, and the page that it stands in. */
export interface Said {
  readonly page: string;
  readonly words: readonly string[];
}

export interface Runbook {
  readonly page: string;
  readonly text: string;
  /** What stands between backticks in its sentences. */
  readonly spans: readonly string[];
  readonly commands: readonly Said[];
}

const BLOCK = /^```(?:sh|console)\n(.*?)^```/gms;
const FENCED = /^```.*?^```/gms;
/** Blocks made by indenting begin with one of these, and so do sentences' spans that are commands. */
const COMMAND = /^(?:npm|kubectl|helm|node|openssl|curl|nats server)\s/;
const OPERATORS = /^(?:dlq|journal|republish|audit|keys|erasures|insights|versions|first-administrator) ?[a-z]* --/;
const CLUSTER = /^(?:get|describe) [a-z]/;
const WORD = /(?:'[^']*'|"(?:\\.|[^"])*"|\$\([^)]*\)|<[^<>]+>|[^\s'"|&;<>])+|[|;&<>]+/g;

/** Commands of one line, as a shell would part them; where its output goes is left away. */
export function partedBy(line: string): string[][] {
  const all: string[][] = [[]];
  const words = line.replace(/\s#\s.*$/, '').match(WORD) ?? [];
  for (const [at, word] of words.entries()) {
    if (/^[|;&]+$/.test(word)) all.push([]);
    else if (!/^[<>]+$/.test(word) && !/^[<>]+$/.test(words[at - 1] ?? '') && word !== '…')
      all.at(-1)?.push(word.replaceAll(/['"]/g, ''));
  }
  return all.map((words) => words.slice(Math.max(0, words.indexOf('npm')))).filter((words) => words.length > 0);
}

function linesOf(text: string): string[] {
  const blocks = [...text.matchAll(BLOCK)].flatMap(([, block = '']) => block.trim().split('\n'));
  const sentences = text.replaceAll(FENCED, '');
  const indented = [...sentences.matchAll(/^ {4,}(\S.*)$/gm)].map(([, line = '']) => line);
  const spans = [...sentences.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return [
    ...blocks,
    ...[...indented, ...spans].flatMap((line) => {
      if (COMMAND.test(line)) return [line];
      if (OPERATORS.test(line)) return [`npm run -s ops -- ${line}`];
      return CLUSTER.test(line) ? [`kubectl -n jamaa-03 ${line}`] : [];
    }),
  ];
}

/** Every page of docs/operations with all that can be carried out in it. */
export async function runbooks(): Promise<Runbook[]> {
  const pages = (await readdir(join(root, 'docs/operations'))).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    pages.map(async (page) => {
      const text = await pageOf(page);
      const spans = [...text.replaceAll(FENCED, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
      const commands = linesOf(text).flatMap((line) => partedBy(line).map((words) => ({ page, words })));
      return { page, text, spans, commands };
    }),
  );
}

/** Long options among words, without their values. */
export const optionsIn = (words: readonly string[]): string[] =>
  words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.replace(/=.*$/, ''));
