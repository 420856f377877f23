import { describe, expect, test } from 'vitest';

import { allRules } from '../checker/all-rules.ts';
import { decideGuard } from '../deployment/guard/guard.ts';
import { coverageLine, coverageSentence } from '../engine/coverage.ts';
import { markdownText } from '../model/markdown-text.ts';
import { policyOf } from '../testing/any-repository.ts';
import { reportOn, SITUATIONS, type Situation, type SituationName } from '../testing/guard-situations.ts';
import { readXml, type XmlElement } from '../testing/read-xml.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { plainContext } from '../testing/sample-report.ts';
import { jsonCoverage } from './json.ts';
import { renderGuard } from './render-guard.ts';
import { renderReport } from './render-report.ts';

const parsers = await testParsers();

function guarded(situation: Situation) {
  const report = reportOn(situation, 'deploy', parsers);
  const policy = policyOf(situation.policy);
  const decision = decideGuard(
    { record: 'absent', range: undefined, report, policy, ...situation.input },
    allRules,
  );
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
      "2 an empty policy and an empty repository: Judged 0 files of the tree: 0 rules passed, 164 not applicable.
      1 a full policy and an empty repository: Judged 2 pairs, 2 files of the tree: 0 rules passed, 1 failed, 163 not applicable.
      0 no record of a deploy: Judged 1 revision, 1 file of the tree: 79 rules passed, 85 not applicable.
      0 a first deploy: Judged 1 revision, 1 file of the tree: 79 rules passed, 85 not applicable.
      2 a record that cannot be read: Judged 0 files of the tree: 0 rules passed, 164 not applicable.
      1 a record that is no record: Judged 2 pairs, 3 files of the tree: 0 rules passed, 2 failed, 1 undetermined, 161 not applicable.
      2 nothing that the policy names: Judged 1 file of the tree: 0 rules passed, 164 not applicable.
      2 a pattern that matches nothing: Judged 1 file of the tree: 0 rules passed, 1 undetermined, 163 not applicable.
      2 a pattern of which nobody knows: Judged 1 file of the tree: 0 rules passed, 1 undetermined, 163 not applicable.
      0 SQL that adds: Judged 1 revision, 1 file of the tree: 79 rules passed, 85 not applicable.
      1 SQL that drops: Judged 1 revision, 1 file of the tree: 78 rules passed, 1 failed, 85 not applicable.
      2 SQL that nobody can read: Judged 1 revision, 1 file of the tree: 0 rules passed, 1 failed, 78 undetermined, 85 not applicable.
      2 SQL and no parser: Judged 1 revision, 1 file of the tree: 0 rules passed, 79 undetermined, 85 not applicable.
      0 one revision of Alembic: Judged 1 revision, 1 file of the tree: 88 rules passed, 76 not applicable.
      2 a folder of Alembic without a revision: Judged 1 file of the tree: 0 rules passed, 164 not applicable.
      2 a tree that could not be listed: Judged 0 files of the tree: 0 rules passed, 79 undetermined, 85 not applicable.
      0 two pairs of two: Judged 2 pairs, 4 files of the tree: 25 rules passed, 139 not applicable.
      1 one pair of two: Judged 2 pairs, 3 files of the tree: 24 rules passed, 1 failed, 139 not applicable.
      1 a lock that lags: Judged 2 pairs, 3 files of the tree: 23 rules passed, 2 failed, 139 not applicable.
      1 a requirement without a version: Judged 2 pairs, 3 files of the tree: 23 rules passed, 2 failed, 139 not applicable.
      2 no change, and rules about changes: Judged 0 files of the tree: 0 rules passed, 164 not applicable.
      0 a change of nothing: Judged 0 changed files: 0 rules passed, 164 not applicable.
      1 a protected path without a label: Judged 1 changed file: 9 rules passed, 1 failed, 154 not applicable.
      2 a protected path, labels unknown: Judged 1 changed file: 9 rules passed, 1 undetermined, 154 not applicable.
      1 a list of changes that was cut: Judged 1 changed file: 6 rules passed, 1 failed, 157 not applicable.
      0 a document that leads nowhere: Judged 1 file of the tree: 1 rule passed, 1 failed, 162 not applicable.
      1 a tool that nothing judges: Judged 2 pairs, 2 files of the tree: 0 rules passed, 1 failed, 163 not applicable.
      1 a tool that must be judged: Judged 2 pairs, 3 files of the tree: 0 rules passed, 2 failed, 162 not applicable.
      1 a commit without its tag: Judged 0 files of the tree: 1 rule passed, 1 failed, 162 not applicable.
      0 an area that is switched off: Judged 1 revision, 1 file of the tree: 78 rules passed, 85 not applicable.
      2 a release of pairs and migrations: Judged 1 revision, 1 pair, 3 changed files: 118 rules passed, 1 undetermined, 45 not applicable."
    `);
  });

  test('says of each place in the policy what it matched', () => {
    const matched = (name: SituationName) =>
      jsonCoverage(guarded(SITUATIONS[name]).report).places.map(
        ({ section, written, files }) => `${section} ${written.join(' ')}: ${files}`,
      );
    expect(matched('nothing that the policy names')).toEqual(['migrations db/*.sql: 0']);
    expect(matched('SQL that drops')).toEqual(['migrations db/*.sql: 1']);
    expect(matched('one pair of two')).toEqual([
      'dependencies r.txt r.lock: 2',
      'dependencies w.txt w.lock: 0',
    ]);
    expect(matched('a protected path without a label')).toEqual(['protected core/**: 1']);
    expect(shown('pretty', SITUATIONS['nothing that the policy names'])).toContain(
      '1 of 1 place in the policy matched no file that was looked at: db/*.sql (migrations).',
    );
  });

  test.each(Object.entries(SITUATIONS))('stands in every format: %s', (_, situation) => {
    const { report } = guarded(situation);
    const sentence = coverageSentence(report);
    const places = jsonCoverage(report).places.length;
    expect(shown('markdown', situation).includes('in the policy matched')).toBe(places > 0);
    expect(renderReport('github', report, plainContext)).toContain(`\n${sentence}\n`);
    const told = readXml(renderReport('junit', report, plainContext)).children;
    expect(told.map(({ attributes }) => attributes['name'])).toEqual(report.rules.map(({ rule }) => rule));
    for (const [index, { outcome }] of report.rules.entries())
      expect(told[index]?.attributes['skipped'] === '0').toBe(
        !['not-applicable', 'undetermined'].includes(outcome) || isError(told[index]),
      );
    expect(shown('pretty', situation)).toContain(coverageLine(report));
    expect(shown('markdown', situation)).toContain(markdownText(coverageLine(report)));
    expect(JSON.parse(shown('json', situation))).toMatchObject({
      report: { coverage: jsonCoverage(report) },
    });
    expect(JSON.parse(shown('sarif', situation))).toMatchObject({
      runs: [{ properties: { coverage: jsonCoverage(report) } }],
    });
  });

  test('is nothing passed where there is nothing to judge', () => {
    for (const name of [
      'an empty policy and an empty repository',
      'a full policy and an empty repository',
    ] as const) {
      const { report } = guarded(SITUATIONS[name]);
      expect(report.rules.filter(({ outcome }) => outcome === 'passed')).toEqual([]);
    }
  });
});
