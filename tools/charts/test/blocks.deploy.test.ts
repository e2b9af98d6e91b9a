import { describe, expect, it } from '@jest/globals';
import { inFolder } from './support/cells.ts';
import { commandsOf, shell } from './support/pages.ts';
import { runbooks } from './support/said.ts';

// Those of install.md stand on one another, and its test looks at what comes of them.
const pages = (await runbooks())
  .map(({ page, text }) => [page, commandsOf(text)] as const)
  .filter(([page, commands]) => commands.length > 0 && page !== 'install.md');

it('there are pages with commands that run without a cluster', () => {
  expect(pages.map(([page]) => page)).toEqual(expect.arrayContaining(['rollback.md', 'scale.md', 'upgrade.md']));
});

describe.each(pages)('docs/operations/%s', (_page, commands) => {
  it('has commands that succeed as they stand there', async () => {
    await inFolder(async (home) => {
      for (const line of commands) {
        const { code, stdout, stderr } = await shell(home, line);
        expect([line, code, code === 0 ? '' : stdout + stderr]).toEqual([line, 0, '']);
      }
    });
  }, 240_000);
});
