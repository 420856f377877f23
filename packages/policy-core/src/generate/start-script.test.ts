import { describe, expect, test } from 'vitest';

import { startScript } from './start-script.ts';

const script = (environments: readonly string[], alembic = 'alembic') =>
  startScript({ alembic, environments, startLine: './scripts/start.sh || exit 1' });

describe('the script that upgrades before a server starts', () => {
  test('says how it is called', () => {
    expect(script([''])).toContain('#   ./scripts/start.sh || exit 1');
  });

  test('asks the flag before anything is upgraded [row 4.41]', () => {
    const lines = script(['']);
    const flag = lines.findIndex((line) => line.startsWith('case "${DISABLE_AUTO_MIGRATIONS:-}" in'));
    const upgrade = lines.findIndex((line) => line.startsWith('alembic upgrade head'));
    expect(flag).toBeGreaterThan(0);
    expect(upgrade).toBeGreaterThan(flag);
  });

  test('never goes on after a failed upgrade [row 4.67]', () => {
    const upgrades = script(['', 'api', 'jobs']).filter((line) => line.includes('upgrade head'));
    expect(upgrades).toEqual([
      'alembic upgrade head || failed "$?"',
      '(cd ./api && alembic upgrade head) || failed "$?"',
      '(cd ./jobs && alembic upgrade head) || failed "$?"',
    ]);
    expect(script(['']).join('\n')).not.toMatch(/continuing|\|\| true|set \+e/);
  });

  test('says after a failure what the deployment policy says [row 4.68] [row 4.69] [row 4.70]', () => {
    const said = script(['']).join('\n');
    for (const words of [
      'The reason stands above',
      'newest migration',
      'alembic current',
      'alembic downgrade -1',
    ])
      expect(said).toContain(words);
  });
});
