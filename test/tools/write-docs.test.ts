import { describe, expect, test } from 'vitest';

import { ruleIndex } from '../../tools/write-docs/rule-index.mjs';
import { withRuleTable } from '../../tools/write-docs/rule-table.mjs';

const rule = {
  id: 'paths/protected',
  summary: 'A protected path changes only with approval.',
  defaultSeverity: 'error',
  judges: [{ words: 'the change', about: 'change' }],
  heeds: ['labels of the pull request'],
  fix: 'no',
};

const MARKERS = [
  '<!-- generated from the rule: do not edit between these markers -->',
  '<!-- /generated -->',
] as const;

describe('the table of a rule page', () => {
  const page = `# paths/protected\n\n${MARKERS.join('\n')}\n\nA protected path.\n`;
  const written = withRuleTable(page, rule);

  test('says severity, facts, what is judged and which fix there is', () => {
    expect(written).toBe(
      [
        '# paths/protected',
        '',
        MARKERS[0],
        '| Default severity | Needs                                  | Judges | Fix |',
        '| ---------------- | -------------------------------------- | ------ | --- |',
        '| error            | the change, labels of the pull request | change | no  |',
        MARKERS[1],
        '',
        'A protected path.',
        '',
      ].join('\n'),
    );
  });

  test('stays as it is when it is written again', () => {
    expect(withRuleTable(written, rule)).toBe(written);
  });

  test('says that a rule about files runs on the open file too', () => {
    expect(withRuleTable(page, { ...rule, judges: [{ words: 'migrations', about: 'file' }] })).toContain(
      '| open file, whole tree, change |',
    );
  });

  test('needs its markers', () => {
    expect(() => withRuleTable('# no markers', rule)).toThrow('has no place for its table');
  });
});

describe('the index of rules', () => {
  test('lists each rule under its area with a link to its page', () => {
    const pinned = { ...rule, id: 'dependencies/requirements-pinned', fix: 'safe' };
    const index = ruleIndex([rule, pinned]);
    expect(index.match(/^## .+$/gm)).toEqual(['## paths', '## dependencies']);
    expect(index).toContain(
      '[dependencies/requirements-pinned](../../packages/policy-core/src/dependencies/rules/requirements-pinned.md)',
    );
  });
});
