import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { STAGES } from '../model/stage.ts';
import { anyReport } from '../testing/any-report.ts';
import { readXml, type XmlElement } from '../testing/read-xml.ts';
import {
  crashing,
  droppedTable,
  failing,
  looseRequirement,
  passing,
  plainContext,
  unapproved,
  unproved,
} from '../testing/sample-report.ts';
import { exitCodeOf } from './check-exit-code.ts';
import { junit } from './junit.ts';

function casesOf(suites: XmlElement): readonly XmlElement[] {
  return suites.children.flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));
}

describe('the report for test dashboards', () => {
  test('of a failing pull request', () => {
    expect(junit(failing, plainContext)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="lockkeeper" tests="5" failures="2" errors="1" skipped="0" time="0.012">
        <testsuite name="paths/protected" tests="1" failures="0" errors="1" skipped="0">
          <testcase classname="paths/protected" name="backend/app/core/keys.py" file="backend/app/core/keys.py" line="1">
            <error type="undetermined" message="Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it.">because no labels were given
      because backend/app/core/keys.py matches backend/app/core/** (lockkeeper.yaml:7:9)
      Run it on the pull request with --event &quot;$GITHUB_EVENT_PATH&quot; and a GITHUB_TOKEN that may read pull requests.</error>
          </testcase>
        </testsuite>
        <testsuite name="dependencies/requirements-pinned" tests="1" failures="1" errors="0" skipped="0">
          <testcase classname="dependencies/requirements-pinned" name="backend/requirements.txt:2:6 httpx&gt;=0.27 allows more than one version. Pin one with ==." file="backend/requirements.txt" line="2">
            <failure type="error" message="httpx&gt;=0.27 allows more than one version. Pin one with ==."></failure>
          </testcase>
        </testsuite>
        <testsuite name="dependencies/lock-in-sync" tests="1" failures="0" errors="0" skipped="0">
          <properties>
            <property name="subjects" value="2"/>
          </properties>
          <testcase classname="dependencies/lock-in-sync" name="Keep the lock in sync with its source."/>
        </testsuite>
        <testsuite name="migrations/drop-table" tests="1" failures="0" errors="0" skipped="0">
          <testcase classname="migrations/drop-table" name="alembic/versions/ab12_drop.py:2:5 op.drop_table removes the table payments and all its rows." file="alembic/versions/ab12_drop.py" line="2">
            <system-out>warning: op.drop_table removes the table payments and all its rows.
      because revision ab12 comes after the last release</system-out>
          </testcase>
        </testsuite>
        <testsuite name="policy/missing" tests="1" failures="1" errors="0" skipped="0">
          <testcase classname="policy/missing" name="This change deletes the policy. Keep lockkeeper.yaml.">
            <failure type="error" message="This change deletes the policy. Keep lockkeeper.yaml.">because the base has lockkeeper.yaml (lockkeeper.yaml:1:1)</failure>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test('of a tree that keeps every rule has a case that passes for each', () => {
    expect(junit(passing, plainContext)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="lockkeeper" tests="2" failures="0" errors="0" skipped="0" time="0.012">
        <testsuite name="paths/protected" tests="1" failures="0" errors="0" skipped="0">
          <testcase classname="paths/protected" name="Change a protected path only with the approval of its section."/>
        </testsuite>
        <testsuite name="dependencies/requirements-pinned" tests="1" failures="0" errors="0" skipped="0">
          <testcase classname="dependencies/requirements-pinned" name="Pin every requirement to one version with ==."/>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test('of a crash is an error', () => {
    const [crash] = casesOf(readXml(junit(crashing, plainContext)));
    expect(crash?.children[0]).toMatchObject({
      name: 'error',
      attributes: { type: 'crashed', message: 'Cannot read properties of undefined' },
    });
  });

  test.each([
    ['editor', 'skipped'],
    ['hook', 'skipped'],
    ['local', 'skipped'],
    ['ci', 'error'],
    ['deploy', 'error'],
  ] as const)('at stage %s counts what is undetermined as %s', (stage, result) => {
    const [only] = casesOf(readXml(junit({ ...unproved, stage }, plainContext)));
    expect(only?.children[0]?.name).toBe(result);
  });

  test.each(STAGES)('at stage %s skips what is undetermined about a mere warning', (stage) => {
    const report = { ...unproved, stage, undetermined: [{ ...unapproved, severity: 'warning' as const }] };
    expect(casesOf(readXml(junit(report, plainContext)))[0]?.children[0]?.name).toBe('skipped');
  });

  test('names a case by its subject once', () => {
    const [only] = casesOf(readXml(junit(unproved, plainContext)));
    expect(only?.attributes['name']).toBe('backend/app/core/keys.py');
  });

  test('lets a warning pass and speak', () => {
    const [only] = casesOf(readXml(junit({ ...passing, rules: [], findings: [droppedTable] }, plainContext)));
    expect(only?.children.map(({ name }) => name)).toEqual(['system-out']);
    expect(only?.children[0]?.text).toContain(`warning: ${droppedTable.message}`);
  });

  test('fails an error even if it says nothing', () => {
    const report = { ...passing, rules: [], findings: [{ ...looseRequirement, message: '' }] };
    expect(casesOf(readXml(junit(report, plainContext)))[0]?.children[0]?.name).toBe('failure');
  });

  test('counts what it lists, is well-formed, and agrees with the exit code', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const suites = readXml(junit(report, plainContext));
        const cases = casesOf(suites);
        const count = (name: string) => cases.filter(({ children }) => children[0]?.name === name).length;
        expect(suites.attributes).toMatchObject({
          tests: String(cases.length),
          failures: String(count('failure')),
          errors: String(count('error')),
          skipped: String(count('skipped')),
        });
        expect(count('failure') + count('error') > 0).toBe(exitCodeOf(report) !== 0);
      }),
    );
  });
});
