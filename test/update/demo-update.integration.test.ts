import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { expect, test } from 'vitest';

import { ROOT } from '../architecture/source-files.ts';

test('the demo goes from version to version, through kill -9 and back from one that is ill', () => {
  const told = execFileSync(process.execPath, [path.join(ROOT, 'tools/demo-update.mjs'), '--built'], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  expect(told.trimEnd().split('\n').at(-1)).toBe('healthy');
  expect(told.match(/^killed$/gm)).toHaveLength(2);
  expect(told).toContain('v1.4.0 was rolled back. v1.2.0 runs again.');
});
