import { describe, expect, test } from 'vitest';

import { allRules } from '../checker/all-rules.ts';
import { checkerFor } from '../checker/checker.ts';
import {
  changeObservations,
  treeObservations,
  type ChangeInput,
} from '../checker/observations-from-input.ts';
import { decideGuard } from '../deployment/guard/guard.ts';
import type { GuardInput } from '../deployment/guard/guard-input.ts';
import { coverageSentence } from '../engine/coverage.ts';
import { markdownText } from '../model/markdown-text.ts';
import { observed, unobserved } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import { startOf } from '../model/source-span.ts';
import { policyOf } from '../testing/any-repository.ts';
import { readXml, type XmlElement } from '../testing/read-xml.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { plainContext } from '../testing/sample-report.ts';
import { sampleRevision } from '../testing/sample-revision.ts';
import { jsonCoverage } from './json.ts';
import { renderGuard } from './render-guard.ts';
import { renderReport } from './render-report.ts';

const parsers = await testParsers();

const FULL = {
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
  change_scope: { applies_to: ['ai'], allow: ['docs/**'] },
  branches: {
    production: { match: ['main'], direct_push: 'deny' },
    deploy_from: { production: ['production'] },
    production_requires: ['tagged'],
  },
  dependencies: [
    { id: 'api', source: 'r.txt', lock: 'r.lock' },
    { id: 'web', source: 'w.txt', lock: 'w.lock' },
  ],
  documents: ['docs/**/*.md'],
  migrations: { sql: ['db/*.sql'], alembic: ['v'] },
  deployment: { record: 'record.json' },
};
const PAIRS = { dependencies: FULL.dependencies };
const SQL = { migrations: { sql: ['db/*.sql'] } };
const ALEMBIC = { migrations: { alembic: ['v'] } };
const CORE = { protected: FULL.protected };
const BRANCHES = { branches: FULL.branches };
const GOOD_PAIR = { 'r.txt': 'a==1\n', 'r.lock': 'a==1\n' };

interface Situation {
  readonly policy: object;
  readonly files?: Readonly<Record<string, string>>;
  readonly change?: ChangeInput;
  readonly also?: Partial<Observations>;
  readonly withoutParsers?: true;
  readonly input?: Partial<GuardInput>;
}

const RANGE = { range: { from: '4f2c1a9'.padEnd(40, '0'), to: 'b'.repeat(40) } };
const DEPLOYMENT = {
  environment: 'production',
  branches: observed(['main']),
  tags: observed([]),
  reviews: observed([]),
  checks: observed([]),
};
const NOWHERE_PLACE = {
  section: 'migrations',
  written: ['db/migration/*.sql'],
  at: startOf('lockkeeper.json'),
  meant: 'db/*.sql',
  hidden: null,
};
const UV = { tool: 'uv locks', files: 1, example: 'uv.lock' };

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'an empty policy and an empty repository': { policy: {} },
  'a full policy and an empty repository': { policy: FULL },
  'no record of a deploy': { policy: SQL, files: { 'db/1.sql': 'SELECT 1;\n' } },
  'a first deploy': { policy: SQL, files: { 'db/1.sql': 'SELECT 1;\n' }, input: { isFirstDeploy: true } },
  'a record that cannot be read': { policy: SQL, input: { record: 'unreadable' } },
  'a record that is no record': { policy: FULL, files: { 'record.json': '{' } },
  'nothing that the policy names': { policy: SQL, files: { 'app.py': 'x = 1\n' } },
  'a pattern that matches nothing': { policy: SQL, also: { unmatchedPlaces: [NOWHERE_PLACE] } },
  'a pattern of which nobody knows': {
    policy: SQL,
    also: { unmatchedPlaces: [{ ...NOWHERE_PLACE, hidden: 'the checkout is sparse' }] },
  },
  'SQL that adds': { policy: SQL, files: { 'db/1.sql': 'CREATE TABLE a (id bigint primary key);\n' } },
  'SQL that drops': { policy: SQL, files: { 'db/1.sql': 'DROP TABLE orders;\n' } },
  'SQL that nobody can read': { policy: SQL, files: { 'db/1.sql': 'CREATE TABEL a (id int);\n' } },
  'SQL and no parser': { policy: SQL, files: { 'db/1.sql': 'SELECT 1;\n' }, withoutParsers: true },
  'one revision of Alembic': { policy: ALEMBIC, files: { 'v/ab12_x.py': sampleRevision({}) } },
  'a folder of Alembic without a revision': { policy: ALEMBIC, files: { 'v/README': 'none yet\n' } },
  'a tree that could not be listed': { policy: ALEMBIC, also: { listing: unobserved('listing failed') } },
  'two pairs of two': { policy: PAIRS, files: { ...GOOD_PAIR, 'w.txt': 'b==1\n', 'w.lock': 'b==1\n' } },
  'one pair of two': { policy: PAIRS, files: GOOD_PAIR },
  'a lock that lags': { policy: PAIRS, files: { ...GOOD_PAIR, 'r.lock': 'a==2\n' } },
  'a requirement without a version': { policy: PAIRS, files: { 'r.txt': 'a\n', 'r.lock': 'a==1\n' } },
  'no change, and rules about changes': { policy: CORE },
  'a change of nothing': { policy: CORE, change: { changes: [] }, input: RANGE },
  'a protected path without a label': {
    policy: CORE,
    change: { changes: ['core/a.py'], labels: [] },
    input: RANGE,
  },
  'a protected path, labels unknown': { policy: CORE, change: { changes: ['core/a.py'] }, input: RANGE },
  'a list of changes that was cut': {
    policy: CORE,
    change: { changes: ['a.py'], isCutShort: true },
    input: RANGE,
  },
  'a document that leads nowhere': {
    policy: { documents: ['docs/*.md'] },
    files: { 'docs/a.md': 'See `docs/b.md`.\n' },
  },
  'a tool that nothing judges': { policy: PAIRS, also: { unsupported: [UV] } },
  'a tool that must be judged': { policy: { ...PAIRS, unsupported: 'error' }, also: { unsupported: [UV] } },
  'a commit without its tag': {
    policy: BRANCHES,
    also: { deployment: DEPLOYMENT },
    input: { environment: 'production' },
  },
  'an area that is switched off': {
    policy: { ...SQL, rules: { 'migrations/drop-table': 'off' } },
    files: { 'db/1.sql': 'DROP TABLE orders;\n' },
  },
  'a release of pairs and migrations': {
    policy: FULL,
    change: {
      changes: ['r.txt', 'r.lock', 'db/1.sql'],
      files: [...Object.entries(GOOD_PAIR), ['db/1.sql', 'SELECT 1;\n'] as const].map(([path, text]) => ({
        path,
        text,
      })),
      labels: [],
      commits: [],
      pullRequest: null,
    },
    input: RANGE,
  },
};

function guarded({ policy: draft, files = {}, change, also, withoutParsers, input }: Situation) {
  const policy = policyOf(draft);
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const seen = change === undefined ? treeObservations(policy, texts, {}) : changeObservations(change, {});
  const checker = checkerFor(policy, withoutParsers ? undefined : parsers);
  const report = checker.check({ ...seen, ...also }, { stage: 'deploy' });
  const decision = decideGuard({ record: 'absent', range: undefined, report, policy, ...input }, allRules);
  return { report, decision };
}

/** What must be proved is an error of a test, not a skip. */
function isError(suite: XmlElement | undefined): boolean {
  return suite !== undefined && suite.attributes['errors'] !== '0';
}

function shown(format: Parameters<typeof renderGuard>[0], situation: Situation): string {
  return renderGuard(format, guarded(situation), plainContext);
}

describe('what the guard says of what it looked at', () => {
  test('in each situation', () => {
    const said = Object.entries(SITUATIONS).map(([name, situation]) => {
      const { report, decision } = guarded(situation);
      return `${decision.exit} ${name}: ${coverageSentence(report)}`;
    });
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "2 an empty policy and an empty repository: Judged 0 files of the tree: 0 rules passed, 163 not applicable.
      1 a full policy and an empty repository: Judged 2 pairs, 2 files of the tree: 0 rules passed, 1 failed, 162 not applicable.
      0 no record of a deploy: Judged 1 revision, 1 file of the tree: 79 rules passed, 84 not applicable.
      0 a first deploy: Judged 1 revision, 1 file of the tree: 79 rules passed, 84 not applicable.
      2 a record that cannot be read: Judged 0 files of the tree: 0 rules passed, 163 not applicable.
      1 a record that is no record: Judged 2 pairs, 3 files of the tree: 0 rules passed, 2 failed, 1 undetermined, 160 not applicable.
      2 nothing that the policy names: Judged 1 file of the tree: 0 rules passed, 163 not applicable.
      2 a pattern that matches nothing: Judged 1 file of the tree: 0 rules passed, 1 undetermined, 162 not applicable.
      2 a pattern of which nobody knows: Judged 1 file of the tree: 0 rules passed, 1 undetermined, 162 not applicable.
      0 SQL that adds: Judged 1 revision, 1 file of the tree: 79 rules passed, 84 not applicable.
      1 SQL that drops: Judged 1 revision, 1 file of the tree: 78 rules passed, 1 failed, 84 not applicable.
      2 SQL that nobody can read: Judged 1 revision, 1 file of the tree: 0 rules passed, 1 failed, 78 undetermined, 84 not applicable.
      2 SQL and no parser: Judged 1 revision, 1 file of the tree: 0 rules passed, 79 undetermined, 84 not applicable.
      0 one revision of Alembic: Judged 1 revision, 1 file of the tree: 88 rules passed, 75 not applicable.
      2 a folder of Alembic without a revision: Judged 1 file of the tree: 0 rules passed, 163 not applicable.
      2 a tree that could not be listed: Judged 0 files of the tree: 0 rules passed, 79 undetermined, 84 not applicable.
      0 two pairs of two: Judged 2 pairs, 4 files of the tree: 25 rules passed, 138 not applicable.
      1 one pair of two: Judged 2 pairs, 3 files of the tree: 24 rules passed, 1 failed, 138 not applicable.
      1 a lock that lags: Judged 2 pairs, 3 files of the tree: 23 rules passed, 2 failed, 138 not applicable.
      1 a requirement without a version: Judged 2 pairs, 3 files of the tree: 23 rules passed, 2 failed, 138 not applicable.
      2 no change, and rules about changes: Judged 0 files of the tree: 0 rules passed, 163 not applicable.
      0 a change of nothing: Judged 0 changed files: 0 rules passed, 163 not applicable.
      1 a protected path without a label: Judged 1 changed file: 9 rules passed, 1 failed, 153 not applicable.
      2 a protected path, labels unknown: Judged 1 changed file: 9 rules passed, 1 undetermined, 153 not applicable.
      1 a list of changes that was cut: Judged 1 changed file: 6 rules passed, 1 failed, 156 not applicable.
      0 a document that leads nowhere: Judged 1 file of the tree: 1 rule passed, 1 failed, 161 not applicable.
      1 a tool that nothing judges: Judged 2 pairs, 2 files of the tree: 0 rules passed, 1 failed, 162 not applicable.
      1 a tool that must be judged: Judged 2 pairs, 3 files of the tree: 0 rules passed, 2 failed, 161 not applicable.
      1 a commit without its tag: Judged 0 files of the tree: 1 rule passed, 1 failed, 161 not applicable.
      0 an area that is switched off: Judged 1 revision, 1 file of the tree: 78 rules passed, 84 not applicable.
      2 a release of pairs and migrations: Judged 1 revision, 1 pair, 3 changed files: 118 rules passed, 1 undetermined, 44 not applicable."
    `);
  });

  test('says of each place in the policy what it matched', () => {
    const matched = (name: string) =>
      jsonCoverage(guarded(SITUATIONS[name] ?? { policy: {} }).report).places.map(
        ({ section, written, files }) => `${section} ${written.join(' ')}: ${files}`,
      );
    expect(matched('nothing that the policy names')).toEqual(['migrations db/*.sql: 0']);
    expect(matched('SQL that drops')).toEqual(['migrations db/*.sql: 1']);
    expect(matched('one pair of two')).toEqual([
      'dependencies r.txt r.lock: 2',
      'dependencies w.txt w.lock: 0',
    ]);
    expect(matched('a protected path without a label')).toEqual(['protected core/**: 1']);
    expect(shown('pretty', SITUATIONS['nothing that the policy names'] ?? { policy: {} })).toContain(
      '1 of 1 place in the policy matched no file that was looked at: db/*.sql (migrations).',
    );
  });

  test.each(Object.entries(SITUATIONS))('stands in every format: %s', (_, situation) => {
    const { report } = guarded(situation);
    const sentence = coverageSentence(report);
    const places = jsonCoverage(report).places.length;
    for (const format of ['pretty', 'markdown'] as const)
      expect(shown(format, situation).includes('in the policy matched')).toBe(places > 0);
    expect(renderReport('github', report, plainContext)).toContain(`\n${sentence}\n`);
    const told = readXml(renderReport('junit', report, plainContext)).children;
    expect(told.map(({ attributes }) => attributes['name'])).toEqual(report.rules.map(({ rule }) => rule));
    for (const [index, { outcome }] of report.rules.entries())
      expect(told[index]?.attributes['skipped'] === '0').toBe(
        !['not-applicable', 'undetermined'].includes(outcome) || isError(told[index]),
      );
    expect(shown('pretty', situation)).toContain(sentence);
    expect(shown('markdown', situation)).toContain(markdownText(sentence));
    expect(JSON.parse(shown('json', situation))).toMatchObject({
      report: { coverage: jsonCoverage(report) },
    });
    expect(JSON.parse(shown('sarif', situation))).toMatchObject({
      runs: [{ properties: { coverage: jsonCoverage(report) } }],
    });
  });

  test('is nothing passed where there is nothing to judge', () => {
    for (const name of ['an empty policy and an empty repository', 'a full policy and an empty repository']) {
      const { report } = guarded(SITUATIONS[name] ?? { policy: {} });
      expect(report.rules.filter(({ outcome }) => outcome === 'passed')).toEqual([]);
    }
  });
});
