import type { ServerStatus } from '@lockkeeper/lsp/protocol';
import { expect, test } from 'vitest';

import { cleanUpAfterEach, session } from './session.ts';

cleanUpAfterEach();

const TYPO = 'version: 1\nmigrations:\n  sql: [db/migration/**]\n';
const FILES = { 'lockkeeper.yaml': TYPO, 'db/migrations/1.sql': 'SELECT 1;\n', 'web/uv.lock': '' };

test('a place that leads nowhere is underlined in the policy file, until it is corrected', async () => {
  const { editor, at } = await session(FILES);
  const uri = at('lockkeeper.yaml');
  await editor.open(uri, TYPO);
  const found = await editor.pull(uri);
  expect(found.filter(({ code }) => code === 'policy/matches-nothing')).toMatchObject([
    { range: { start: { line: 2, character: 8 } } },
  ]);
  await editor.change(uri, TYPO.replace('migration/', 'migrations/'));
  const later = await editor.pull(uri);
  expect(later.filter(({ code }) => code === 'policy/matches-nothing')).toEqual([]);
});

test('what is seen and not judged stands in the status', async () => {
  const { editor } = await session(FILES);
  await editor.checkWorkspace();
  const told = ({ folders: [folder] }: ServerStatus) => folder?.notices ?? [];
  const status = await editor.status((one) => told(one).some((notice) => notice.includes('web/uv.lock')));
  expect(told(status)).toHaveLength(1);
});
