import type { Report, Undetermined } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { isFullyJudged, shrinkBaseline } from './shrink-baseline.ts';

describe('what was seen', () => {
  test('is everything when nothing waits for an observation', () => {
    expect(isFullyJudged(reportWith({}))).toBe(true);
    expect(isFullyJudged(reportWith({ undetermined: [waiting('approval')] }))).toBe(true);
  });

  test('is not everything with a missing observation or a crashed rule', () => {
    expect(isFullyJudged(reportWith({ undetermined: [waiting('observation')] }))).toBe(false);
    expect(isFullyJudged(reportWith({ crashed: [{ rule: 'a/b', error: 'oops' }] }))).toBe(false);
  });
});

describe('shrinking', () => {
  const path = 'accepted.json';

  test('is silent about a tight baseline, and where there is none', async () => {
    const writer = recordingWriter();
    const tight = reportWith({ outdatedBaselineEntries: 0 });
    expect(await shrinkBaseline({ report: tight, path, stage: 'local', writer })).toBeUndefined();
    const unknown = reportWith({ outdatedBaselineEntries: undefined });
    expect(await shrinkBaseline({ report: unknown, path, stage: 'local', writer })).toBeUndefined();
    expect(
      await shrinkBaseline({ report: reportWith({}), path: undefined, stage: 'local', writer }),
    ).toBeUndefined();
    expect(writer.written).toEqual([]);
  });

  test('never happens while something could not be seen: it may still be there', async () => {
    const writer = recordingWriter();
    const report = reportWith({ undetermined: [waiting('observation')] });
    expect(await shrinkBaseline({ report, path, stage: 'local', writer })).toBe(
      'accepted.json still accepts 1 finding that no longer occurs. Run `lockkeeper baseline --prune` and commit it.',
    );
    expect(writer.written).toEqual([]);
  });

  test.each(['editor', 'hook', 'ci', 'deploy'] as const)('never happens at stage %s', async (stage) => {
    const writer = recordingWriter();
    const remark = await shrinkBaseline({ report: reportWith({}), path, stage, writer });
    expect(remark).toContain('still accepts 1 finding');
    expect(writer.written).toEqual([]);
  });

  test('writes what is left', async () => {
    const writer = recordingWriter();
    expect(await shrinkBaseline({ report: reportWith({}), path, stage: 'local', writer })).toBe(
      'Took 1 finding that no longer occurs out of accepted.json. Commit it.',
    );
    expect(writer.written).toEqual(['accepted.json']);
  });

  test('that fails says that nothing was changed', async () => {
    const writer = { replace: () => Promise.reject(Object.assign(new Error('x'), { code: 'EROFS' })) };
    await expect(shrinkBaseline({ report: reportWith({}), path, stage: 'local', writer })).rejects.toThrow(
      'accepted.json was not written: the disk is read-only.',
    );
  });
});

function recordingWriter() {
  const written: string[] = [];
  return {
    written,
    replace: async (file: string) => {
      written.push(file);
    },
  };
}

function waiting(waitsFor: Undetermined['waitsFor']): Undetermined {
  return {
    rule: 'a/b',
    severity: 'error',
    subject: 'x',
    message: 'Cannot determine x.',
    messageId: 'unseen',
    data: {},
    at: undefined,
    waitsFor,
    missing: [],
    evidence: [],
    related: [],
    fingerprint: 'x',
  };
}

function reportWith(parts: Partial<Report>): Report {
  return {
    verdict: 'pass',
    stage: 'local',
    focus: { kind: 'tree' },
    policy: {
      path: 'lockkeeper.yaml',
      source: 'worktree',
      bootstrap: false,
      title: undefined,
      version: undefined,
    },
    findings: [],
    undetermined: [],
    crashed: [],
    waived: [],
    baselined: [],
    outdatedBaselineEntries: 1,
    rules: [],
    judged: { revisions: 0, downgrades: 0, pairs: 0, changedFiles: undefined },
    places: [],
    unsupported: [],
    leftOut: [],
    files: 0,
    notices: [],
    ...parts,
  };
}
