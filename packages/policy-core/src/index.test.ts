import { describe, expect, test } from 'vitest';

import * as policyCore from './index.ts';
import { STAGES } from './model/stage.ts';
import { REPORT_FORMATS, renderReport } from './report/render-report.ts';

describe('the package', () => {
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

  test.each(REPORT_FORMATS)('renders a report as %s', (format) => {
    const policy = policyCore.loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
    const report = policyCore.checkerFor(policy, undefined).checkFiles([]);
    const rendered = renderReport(format, report, {
      durationMs: 1,
      colors: false,
      width: undefined,
      toolVersion: '1.2.3',
      texts: {},
      homepage: undefined,
    });
    expect(rendered.length).toBeGreaterThan(0);
  });

  test('keeps the order of its stages, which settings lean on', () => {
    expect(STAGES).toEqual(['editor', 'hook', 'local', 'ci', 'deploy']);
  });
});
