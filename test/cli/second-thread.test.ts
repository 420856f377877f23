import path from 'node:path';

import { judgeSqlShare, observed, type SqlShare } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { secondThread } from '../../packages/cli/src/second/second-thread.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { generatedSql } from '../bench/generated-sql.mjs';
import { PROGRAM } from './lockkeeper-process.ts';

const DIST = path.dirname(PROGRAM);

const SHARE: SqlShare = {
  files: generatedSql(300).map((file) => ({
    path: file.path,
    content: observed({ kind: 'text', text: file.text }),
  })),
  pgVersion: 15,
  isUpgradedByHand: false,
  settings: { rules: new Map(), status: 'canonical' },
  stage: 'local',
};

describe('the program of a second thread', () => {
  const installed = (wasm: string) => ({
    version: '1',
    wasm,
    rulePages: '',
    secondThread: path.join(DIST, 'chunks/judge-share.cjs'),
  });

  test('says of its share what one thread says of it', { timeout: 60_000 }, async () => {
    const second = secondThread(installed(path.join(DIST, 'wasm')), { cores: 4, longestWait: 60_000 });
    const said = await second?.begin(SHARE)();
    expect(said?.findings.length).toBeGreaterThan(300);
    expect(said).toEqual(judgeSqlShare(SHARE, await testParsers()));
  });

  test('says nothing where a parser is missing', { timeout: 60_000 }, async () => {
    const second = secondThread(installed('/nowhere'), { cores: 4, longestWait: 60_000 });
    expect(await second?.begin(SHARE)()).toBeUndefined();
  });
});
