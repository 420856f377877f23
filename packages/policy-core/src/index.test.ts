import { describe, expect, test } from 'vitest';

import * as policyCore from './index.ts';

/** What this package promises. A name that goes breaks those who use it: think of them before editing this list. */
const PROMISED = [
  'DEFAULT_RECORD_PATH',
  'MAX_TEXT_UNITS',
  'POLICY_FILE_NAMES',
  'PRESETS',
  'REPORT_FORMATS',
  'SEVERITIES',
  'STAGES',
  'allRules',
  'applyEdits',
  'applyFixes',
  'baselineOf',
  'baselineText',
  'checkerFor',
  'createChecker',
  'decideGuard',
  'exitCodeOf',
  'loadPolicy',
  'parseBaseline',
  'parseSnapshot',
  'policyJsonSchema',
  'renderReport',
  'snapshotText',
];

describe('the package', () => {
  test('keeps what it promises', () => {
    expect(PROMISED.filter((name) => !(name in policyCore))).toEqual([]);
  });

  test('judges a change in three calls, as its page says', async () => {
    const text = 'version: 1\nprotected: [{ id: core, paths: [core/**], require: { label: ok } }]\n';
    const policy = policyCore.loadPolicy({ path: 'lockkeeper.yaml', text });
    const checker = await policyCore.createChecker(policy);
    const report = checker.checkChange({ changes: ['core/a.py'], labels: [] }, { stage: 'ci' });
    expect(report.findings).toMatchObject([
      { messageId: 'needsLabel', data: { path: 'core/a.py', section: 'core', label: 'ok' } },
    ]);
    expect(policyCore.exitCodeOf(report)).toBe(1);
  });

  test.each(policyCore.REPORT_FORMATS)('renders a report as %s', (format) => {
    const policy = policyCore.loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
    const report = policyCore.checkerFor(policy, undefined).checkFiles([]);
    const rendered = policyCore.renderReport(format, report, {
      durationMs: 1,
      colors: false,
      width: undefined,
      toolVersion: '1.2.3',
      texts: {},
      homepage: undefined,
    });
    expect(rendered.length).toBeGreaterThan(0);
  });

  test('keeps the order of its lists, which settings and exit codes lean on', () => {
    expect(policyCore.SEVERITIES).toEqual(['error', 'warning', 'info']);
    expect(policyCore.STAGES).toEqual(['editor', 'hook', 'local', 'ci', 'deploy']);
    expect(policyCore.DEFAULT_RECORD_PATH).toBe('infrastructure/LAST_PROD_DEPLOY.json');
  });
});
