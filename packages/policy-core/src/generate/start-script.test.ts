import { describe, expect, test } from 'vitest';

import { startScript } from './start-script.ts';

const script = (folders: readonly string[], alembic = 'alembic') =>
  startScript({
    alembic,
    environments: folders.map((folder) => ({ folder })),
    leftOut: [],
    startLine: './scripts/start.sh || exit 1',
  });

describe('the script that upgrades before a server starts', () => {
  test('is this', () => {
    expect(script(['']).join('\n')).toMatchInlineSnapshot(`
      "# Upgrades the database before the server starts. start.sh says above the line that starts the server:
      #   ./scripts/start.sh || exit 1
      # It ends with 0 where every migration is in, and where DISABLE_AUTO_MIGRATIONS=true has the database left
      # alone; with anything else the server must not start.
      unset CDPATH
      cd -- "$(dirname -- "$0")/.." || exit 3

      case "\${DISABLE_AUTO_MIGRATIONS:-}" in
      [Tt][Rr][Uu][Ee] | [Yy][Ee][Ss] | [Oo][Nn] | 1)
        echo 'DISABLE_AUTO_MIGRATIONS is set: the database is left as it is. Remove the flag once the cause is fixed.' >&2
        exit 0
        ;;
      '' | [Ff][Aa][Ll][Ss][Ee] | [Nn][Oo] | [Oo][Ff][Ff] | 0) ;;
      *)
        echo 'DISABLE_AUTO_MIGRATIONS is neither true nor false, so nothing was started. Correct it or remove it.' >&2
        exit 2
        ;;
      esac

      failed() {
        echo 'Database migrations failed, so the server was not started. The reason is above.' >&2
        echo '- Find where the newest migration conflicts with the schema, and fix it.' >&2
        echo '- alembic current says where the database is; alembic downgrade -1 takes the last migration back,' >&2
        echo '  and what it wrote with it.' >&2
        echo '- DISABLE_AUTO_MIGRATIONS=true starts the server without them.' >&2
        exit "$1"
      }

      alembic upgrade head || failed "$?""
    `);
  });

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

  test('names the configuration and its section, and what is left out', () => {
    const lines = startScript({
      alembic: 'alembic',
      environments: [
        { folder: '', section: 'billing' },
        { folder: 'api', config: 'alembic prod.ini', section: "it's" },
      ],
      leftOut: ['alembic.ini [staging]'],
      startLine: './scripts/start.sh || exit 1',
    });
    expect(lines.slice(-3)).toEqual([
      '# Not upgraded here, as it has the same revisions: alembic.ini [staging]',
      'alembic -n billing upgrade head || failed "$?"',
      String.raw`(cd ./api && alembic -c 'alembic prod.ini' -n 'it'\''s' upgrade head) || failed "$?"`,
    ]);
  });

  test('says after a failure what the deployment policy says [row 4.68] [row 4.69] [row 4.70]', () => {
    const said = script(['']).join('\n');
    for (const words of [
      'The reason is above',
      'newest migration',
      'alembic current',
      'alembic downgrade -1',
    ])
      expect(said).toContain(words);
  });
});
