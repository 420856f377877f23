import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import {
  allRules,
  loadPolicy,
  observed,
  type Policy,
  type Report,
  type Stage,
} from '@lockkeeper/policy-core';
import { decideGuard } from '@lockkeeper/policy-core/deployment';
import { searchTools, unmatchedPlaces } from '@lockkeeper/policy-core/observe';
import { renderGuard, renderReport } from '@lockkeeper/policy-core/report';

import { checkerFor } from '../../packages/policy-core/src/checker/checker.ts';
import { treeObservations } from '../../packages/policy-core/src/checker/observations-from-input.ts';
import { readXml } from '../../packages/policy-core/src/testing/read-xml.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { ROOT } from '../architecture/source-files.ts';

const parsers = await testParsers();
const context = {
  durationMs: 1,
  colors: false,
  width: undefined,
  toolVersion: '1',
  texts: {},
  homepage: undefined,
  verbose: true,
};

/** The policy of our own that says all that a policy may say. */
function fullPolicy(): Policy {
  const text = readFileSync(path.join(ROOT, 'test/example-policy.yaml'), 'utf8');
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy;
}

/** What a host sees of a repository without a single file, looked through for all that the policy names. */
function judged(policy: Policy, stage: Stage, kind: 'tree' | 'release'): Report {
  const seen = treeObservations(policy, [], { stage });
  const looked = {
    unmatchedPlaces: unmatchedPlaces(policy, { now: observed([]) }),
    unsupported: searchTools(policy, []).tools(new Map()),
  };
  return checkerFor(policy, parsers).check({ ...seen, ...looked, focus: { kind } }, { stage });
}

const RUNS = (['ci', 'deploy', 'local'] as const).flatMap((stage) =>
  (['tree', 'release'] as const).map((kind) => ({ stage, kind })),
);

describe.each(RUNS)('a full policy on an empty repository, the $kind at $stage', ({ stage, kind }) => {
  for (const unsupported of ['note', 'error'] as const) {
    const policy = { ...fullPolicy(), unsupported };
    const report = judged(policy, stage, kind);
    const decision = decideGuard({ record: 'absent', range: undefined, report, policy }, allRules);
    const checked = (format: Parameters<typeof renderReport>[0]) => renderReport(format, report, context);
    const guarded = (format: Parameters<typeof renderGuard>[0]) =>
      renderGuard(format, { decision, report }, context);

    test(`has passed no rule, where tools that nothing judges are told as ${unsupported}`, () => {
      expect(report.rules.length).toBeGreaterThan(150);
      expect(report.rules.filter(({ outcome }) => outcome === 'passed')).toEqual([]);
      expect(report.verdict).not.toBe('pass');
      expect(decision.passed).toBe(false);
    });

    test(`shows no rule as passed in any format, where they are told as ${unsupported}`, () => {
      const words = [checked('pretty'), checked('markdown'), checked('github')];
      for (const text of [...words, guarded('pretty'), guarded('markdown')]) {
        expect(text).toContain('0 rules passed');
        expect(text).not.toMatch(new RegExp(`✓ \\W*(?:${allRules.map(({ id }) => id).join('|')})\\b`));
      }
      expect(JSON.parse(checked('json'))).toMatchObject({ coverage: { rules: { passed: 0 } } });
      expect(JSON.parse(guarded('json'))).toMatchObject({ report: { coverage: { rules: { passed: 0 } } } });
      for (const sarif of [checked('sarif'), guarded('sarif')])
        expect(JSON.parse(sarif)).toMatchObject({
          runs: [{ properties: { coverage: { rules: { passed: 0 } } } }],
        });
      // A warning is a case of JUnit that fails nothing, and says so in its text.
      const warned = report.rules.flatMap(({ rule, outcome }) => (outcome === 'failed' ? [rule] : []));
      const suites = readXml(checked('junit')).children.map(({ attributes }) => attributes);
      const silent = suites.filter(
        ({ failures, errors, skipped }) => failures === '0' && errors === '0' && skipped === '0',
      );
      expect(silent.filter(({ name = '' }) => !warned.includes(name))).toEqual([]);
    });
  }
});
