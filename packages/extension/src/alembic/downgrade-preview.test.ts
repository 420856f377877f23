import { describe, expect, test } from 'vitest';

import { downgradePreview, losesData, lossSentence, type Downgrade } from './downgrade-preview.ts';
import { readDowngrade } from './explained-revision.ts';
import { targetDatabase } from './target-database.ts';

const database = targetDatabase('postgresql://ana:hidden@localhost/shop_dev', undefined);

describe('what is shown before a downgrade', () => {
  test('is each revision with its steps, and what is lost', () => {
    expect(downgradePreview(of({ kind: 'runs', steps: [step('drop-column'), step('drop-index')] }))).toBe(
      `# Downgrade to ab12

shop_dev on localhost

This loses data.

## cd34 add total

\`versions/cd34.py\`

- ✗ does drop-column
- does drop-index

Nothing has happened yet.

`,
    );
  });

  test('never holds an address', () => {
    expect(downgradePreview(of({ kind: 'runs', steps: [] }))).not.toContain('hidden');
  });

  test.each([
    ['drop-table', 'yes'],
    ['truncate', 'yes'],
    ['change-rows', 'yes'],
    ['unclear', 'unknown'],
    ['alter-column', 'unknown'],
    ['drop-constraint', 'no'],
    ['add-column', 'no'],
  ])('a step that does %s loses data: %s', (kind, answer) => {
    expect(losesData(of({ kind: 'runs', steps: [step(kind)] }))).toBe(answer);
  });

  test.each([
    ['missing', 'It has no downgrade: Alembic stops here.'],
    ['raises', 'Its downgrade raises: Alembic stops here.'],
    ['empty', 'Its downgrade does nothing: the schema stays as it is.'],
    ['elsewhere', 'The effect of the downgrade is unknown.'],
  ])('a way back that is %s is told', (kind, sentence) => {
    expect(downgradePreview(of({ kind, steps: [] }))).toContain(`- ⚠ ${sentence}`);
  });

  test('says what the rules find on the way back, and nothing else that they find', () => {
    const findings = [
      { rule: 'migrations/downgrade-loses-data', message: 'Values of total are lost.' },
      { rule: 'migrations/lock-timeout-missing', message: 'Set a timeout.' },
    ];
    const reversible = {
      answer: 'partly',
      reasons: [{ text: 'The rows do not come back.', direction: 'downgrade' }],
    };
    const destructive = { answer: 'yes', reasons: [{ text: 'The upgrade drops it.', direction: 'upgrade' }] };
    const shown = of({ kind: 'runs', steps: [step('drop-index')] }, { findings, reversible, destructive });
    expect(downgradePreview(shown)).toContain(
      '- ⚠ Values of total are lost.\n- ⚠ The rows do not come back.\n',
    );
    expect(downgradePreview(shown)).not.toMatch(/timeout|upgrade drops/);
    expect(lossSentence(shown)).toBe('Some steps may lose data; Lockkeeper cannot determine it.');
  });

  test('says that no step removes data only where every step was read', () => {
    expect(lossSentence(of({ kind: 'runs', steps: [step('drop-index')] }))).toBe('No step loses data.');
    expect(
      lossSentence({
        ...of({ kind: 'runs', steps: [] }),
        undone: [{ revision: CD34, downgrade: undefined }],
      }),
    ).toBe('Some steps may lose data; Lockkeeper cannot determine it.');
  });
});

test.each([
  '',
  'null',
  '{}',
  JSON.stringify({ downgrade: null }),
  JSON.stringify({ downgrade: { kind: 'runs' } }),
])('no downgrade is read from %j', (stdout) => {
  expect(readDowngrade(stdout)).toBeUndefined();
});

const CD34 = { id: 'cd34', path: 'versions/cd34.py', message: 'add total', parents: ['ab12'], dependsOn: [] };

function of(downgrade: object, more: object = {}): Downgrade {
  const explained = readDowngrade(JSON.stringify({ schema_version: 1, downgrade, ...more }));
  return { database, target: 'ab12', undone: [{ revision: CD34, downgrade: explained }] };
}

function step(kind: string) {
  return { text: `does ${kind}`, kind, line: 1, is_certain: true };
}
