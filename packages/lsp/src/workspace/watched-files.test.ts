import { expect, test } from 'vitest';

import { verdict } from '../testing/sample-verdict.ts';
import { watchedFiles } from './watched-files.ts';

test('policies, requirements and the branch are always watched, and what a policy names as well', () => {
  const patterns = watchedFiles([verdict({ files: ['deps/base.in', 'odd[1].in', 'deps/base.in'] })]).map(
    ({ globPattern }) => globPattern,
  );
  expect(patterns).toEqual([
    '**/lockkeeper.{yaml,yml,toml,json}',
    '**/*requirements*',
    '**/.git/HEAD',
    '**/.git/logs/HEAD',
    '**/deps/base.in',
  ]);
});
