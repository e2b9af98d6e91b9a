import { openAsk } from './ask.ts';
import { auditVerify } from './commands/audit-verify.ts';
import type { Command } from './commands/command.ts';
import { dlqList } from './commands/dlq-list.ts';
import { dlqDiscard, dlqRequeue } from './commands/dlq-settle.ts';
import { dlqShow } from './commands/dlq-show.ts';
import { erasuresExport, erasuresReapply } from './commands/erasures.ts';
import { firstAdministrator } from './commands/first-administrator.ts';
import { insightsKnown, insightsRebuild } from './commands/insights-cases.ts';
import { insightsCheck } from './commands/insights-check.ts';
import { journal } from './commands/journal.ts';
import { keysRotate, keysStatus } from './commands/keys.ts';
import { republish } from './commands/republish.ts';
import { versions } from './commands/versions.ts';
import { readUser } from './config.ts';
import { Failure } from './failure.ts';
import { readOptions, usage } from './options.ts';
import { findTarget } from './target.ts';

const commands: Readonly<Record<string, Command>> = {
  'dlq list': dlqList,
  'dlq show': dlqShow,
  'dlq requeue': dlqRequeue,
  'dlq discard': dlqDiscard,
  journal,
  republish,
  'audit verify': auditVerify,
  versions,
  'keys status': keysStatus,
  'keys rotate': keysRotate,
  'erasures export': erasuresExport,
  'erasures reapply': erasuresReapply,
  'first-administrator': firstAdministrator,
  'insights check': insightsCheck,
  'insights known': insightsKnown,
  'insights rebuild': insightsRebuild,
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

try {
  const options = readOptions(process.argv.slice(2), readUser());
  const command = Object.hasOwn(commands, options.command) ? commands[options.command] : undefined;
  if (options.help) print(usage);
  else if (command === undefined) throw new Failure(2, `unknown command: ${options.command || '(none)'}\n\n${usage}`);
  else {
    const target = findTarget(options);
    await command({ options, target, ask: await openAsk(target), print, tell });
  }
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  tell(`ops: ${error.message}`);
  process.exitCode = error.exitCode;
}
