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
    '**/.git/FETCH_HEAD',
    '**/.git/refs/remotes/**',
    '**/.git/packed-refs',
    '**/deps/base.in',
  ]);
});

test('folders of revisions are watched with all that is in them, and what tells Alembic of them', () => {
  const patterns = watchedFiles([verdict({ files: ['db/versions/', 'db/more/', 'odd[1]/'] })]).map(
    ({ globPattern }) => globPattern,
  );
  expect(patterns.slice(7)).toEqual([
    '**/db/versions/**',
    '**/alembic*.ini',
    '**/pyproject.toml',
    '**/.alembic-head',
    '**/db/more/**',
  ]);
});
