import type { VersionsResponse } from '@jamaa/proto/platform/v1/platform';
import { instant, json, table } from '../table.ts';
import type { Command } from './command.ts';
import { eachService } from './each-service.ts';

/** Which version each database is at, the steps it has taken, and the releases that run on it. */
export const versions: Command = async (work) => {
  const all: { service: string; told: VersionsResponse }[] = [];
  await eachService(work, async (service) => {
    all.push({ service, told: await work.ask(service, (clients, call) => clients.schema.versions({}, call)) });
  });
  if (work.options.json) {
    for (const { service, told } of all) work.print(json({ service, ...told }));
    return;
  }
  const steps = all.flatMap(({ service, told }) =>
    told.steps.map((step) => [
      service,
      `${told.version} (${told.min}–${told.max})`,
      String(step.id),
      step.kind,
      step.name,
      step.state,
      instant(step.at),
      step.release,
    ]),
  );
  work.print(table(['SERVICE', 'VERSION', 'STEP', 'KIND', 'NAME', 'STATE', 'AT', 'BY RELEASE'], steps));
  const running = all.flatMap(({ service, told }) =>
    told.running.map((one) => [service, one.release, `${one.min}–${one.max}`, one.instance, instant(one.since)]),
  );
  work.print(`\n${table(['SERVICE', 'RUNS', 'UNDERSTANDS', 'INSTANCE', 'SINCE'], running)}`);
};
