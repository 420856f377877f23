import { describe, expect, test } from 'vitest';

import { acceptableIn, baselineOf, baselineText, parseBaseline } from './baseline.ts';
import { policyOf } from '../testing/any-repository.ts';
import { checkerFor } from './checker.ts';

const FILES = [
  {
    path: 'requirements.txt',
    text: [
      'flask>=2',
      'flask>=2',
      'sdk @ https://ana:pw@x.example/sdk.zip',
      `httpx>=${'1'.repeat(320)}`,
      'a @ https://x.example/${PLACE}',
      '',
    ].join('\n'),
  },
  { path: 'requirements.lock', text: 'flask==2.0\n' },
];

/** As the last engine that wrote version 1 told these files: what is told in short, without a password, twice, and undecided. */
const OF_VERSION_1: Readonly<Record<string, readonly [rule: string, count: number]>> = {
  '896f46680e8303cefdb6a58cc83711ec': ['dependencies/duplicate', 1],
  afb52ca5b02ba5b998f480b0dbc9bb88: ['dependencies/lock-in-sync', 1],
  '51bcec4d76d050a749835ee25d9af6fe': ['dependencies/lock-in-sync', 1],
  ae7e7c53528d751fb95d3f0d66bbeb4b: ['dependencies/lock-in-sync', 1],
  '76df2bd20c6355706b2f2c9f697e3dd1': ['dependencies/lock-in-sync', 1],
  e0e0ec73098e75ff29cdf247710e72f7: ['dependencies/requirements-pinned', 1],
  '3a6d061ca108d28133e639045598274d': ['dependencies/requirements-pinned', 2],
  '5ea0960626e91fe4c2153e4bd00f7468': ['dependencies/requirements-pinned', 1],
  '907d38840071e3eccebffee72de664b5': ['dependencies/sort', 1],
};

const checker = checkerFor(
  policyOf({
    dependencies: [
      {
        id: 'app',
        source: 'requirements.txt',
        lock: 'requirements.lock',
        env_vars: 'allow',
        direct_urls: 'allow',
      },
    ],
  }),
  undefined,
);
const written = JSON.stringify({
  schema_version: 1,
  entries: Object.entries(OF_VERSION_1).map(([fingerprint, [rule, count]]) => ({
    rule,
    path: 'requirements.txt',
    message: 'in the words of its time',
    fingerprint,
    count,
  })),
});

// When words of these rules change, version 1 can no longer be read as promised: refuse it by name, and take this out.
describe('a baseline of version 1', () => {
  test('accepts all that it accepted', () => {
    const report = checker.checkFiles(FILES, { baseline: written });
    expect(report).toMatchObject({ verdict: 'pass', findings: [], undetermined: [] });
    expect([report.baselined.length, report.outdatedBaselineEntries]).toEqual([10, 0]);
  });

  test('accepts nothing else', () => {
    const files = [...FILES, { path: 'requirements.lock', text: 'flask==2.1\n' }];
    const { findings } = checker.checkFiles(files, { baseline: written });
    expect(findings).toMatchObject([{ rule: 'dependencies/lock-in-sync', messageId: 'differs' }]);
  });

  test('is written anew as version 2, which accepts the same', () => {
    const before = checker.checkFiles(FILES, { baseline: written });
    const anew = baselineText(baselineOf(before.baselined));
    expect(parseBaseline(anew)?.version).toBe(2);
    expect(anew).toBe(baselineText(baselineOf(acceptableIn(checker.checkFiles(FILES)))));
    const after = checker.checkFiles(FILES, { baseline: anew });
    expect([after.verdict, after.baselined, after.outdatedBaselineEntries]).toEqual([
      'pass',
      before.baselined,
      0,
    ]);
  });
});
