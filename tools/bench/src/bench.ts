import { resolve } from 'node:path';
import { actSearchFlow } from './flows/act-search.ts';
import { burstFlow } from './flows/burst.ts';
import { complaintFlow, playFlows } from './flows/complaint.ts';
import { documentsFlow } from './flows/documents.ts';
import { escalationFlow } from './flows/escalation.ts';
import { listFlow } from './flows/list.ts';
import { locateFlow } from './flows/locate.ts';
import { postFlow } from './flows/post.ts';
import { readFlow } from './flows/read.ts';
import { registerImportFlow } from './flows/register-import.ts';
import { registrationFlow } from './flows/registration.ts';
import type { Outcome, Scene } from './flows/scene.ts';
import { searchFlow } from './flows/search.ts';
import { uploadFlow } from './flows/upload.ts';
import { createHttp } from './load/http.ts';
import { createRecorder } from './load/recorder.ts';
import type { BenchOptions, Flow } from './options.ts';
import { demoPlaces } from './places.ts';
import { commits, perFlow } from './result/commits.ts';
import { cpuPerFlow, cpuSeconds } from './result/cpu.ts';
import { circumstances } from './result/machine.ts';
import { residentMemory } from './result/memory.ts';
import { startBenchStack } from './stack.ts';
import { createTokens } from './tokens.ts';

const WARM_UP = { rate: 5, seconds: 4 };
const WARM_UP_SECONDS = 8;

const played: Readonly<Record<Exclude<Flow, 'locate'>, (scene: Scene) => Promise<Outcome>>> = {
  complaint: complaintFlow,
  post: postFlow,
  list: listFlow,
  search: searchFlow,
  read: readFlow,
  burst: burstFlow,
  upload: uploadFlow,
  escalation: escalationFlow,
  'register-import': registerImportFlow,
  registration: registrationFlow,
  'act-search': actSearchFlow,
  documents: documentsFlow,
  memory: async () => ({ seconds: 0, done: 0 }),
};

export type Result = Readonly<Record<string, unknown>>;

/** Runs one bench on a stack of its own. @param args the switches as typed, for the record */
export async function bench(
  options: BenchOptions,
  args: readonly string[],
  say: (line: string) => void,
): Promise<Result> {
  const under = await circumstances(args);
  const { flow, rows, acts } = options;
  if (flow === 'locate') return { flow, ...(await locateFlow()), ...under };
  // The processes of the stack inherit it; this one has started already.
  if (options.profile !== undefined)
    process.env['NODE_OPTIONS'] = `--cpu-prof --cpu-prof-dir=${resolve(options.profile)}`;
  const stored = { rows: flow === 'register-import' ? 0 : rows, acts };
  const stack = await startBenchStack(stored, options.port, options.keep, say);
  const http = createHttp(options.port);
  try {
    const tokens = createTokens(stack.issuer);
    const places = await demoPlaces();
    const scene = (): Scene => ({ options, stack, http, tokens, places, recorder: createRecorder(), say });
    if (flow !== 'memory' && flow !== 'read' && flow !== 'register-import') {
      say('warming up …');
      const warming = scene();
      if (acts === 0) await playFlows(warming, [WARM_UP]);
      // Then what is to be measured, at its own rate: compilers work longest on what has just become hot.
      if (flow !== 'burst' && flow !== 'escalation')
        await played[flow]({ ...warming, options: { ...options, seconds: WARM_UP_SECONDS } });
      if (warming.recorder.errorCount > 0) say(`errors while warming up: ${JSON.stringify(warming.recorder.errors)}`);
    }
    say(`measuring: ${flow} …`);
    const run = scene();
    const before = await commits(options.port);
    const cpuBefore = await cpuSeconds(stack.pids());
    const { seconds, done, more } = await played[flow](run);
    const cpu = await cpuSeconds(stack.pids());
    const after = await commits(options.port);
    const memory = await residentMemory(stack.pids());
    return {
      flow,
      ...(acts === 0 ? { rows } : { acts }),
      ...(seconds === 0 ? {} : { seconds: round(seconds), done, perSecond: round(done / seconds) }),
      ...more,
      steps: run.recorder.steps(),
      errors: run.recorder.errors,
      ...(done === 0 || ['read', 'list', 'search', 'act-search'].includes(flow)
        ? {}
        : { transactionsPerFlow: perFlow(before, after, done) }),
      ...(done === 0 ? {} : { cpuMsPerFlow: cpuPerFlow(cpuBefore, cpu, done) }),
      memoryMb: memory,
      ...under,
    };
  } finally {
    http.close();
    await stack.stop();
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;
