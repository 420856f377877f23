import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { mayUpgradeAtStart, upgradesAtStart } from './upgrades-at-start.ts';

const parsers = await testParsers();

function found(path: string, text: string) {
  return mayUpgradeAtStart(path)
    ? upgradesAtStart({ path, text }, parsers).map(
        ({ line, onFailure, isCalled }) =>
          `${line} ${onFailure}${isCalled === undefined ? '' : ' where it is called'}`,
      )
    : undefined;
}

describe('what upgrades the database when a release starts', () => {
  test.each([
    ['start.sh', 'set -e\nalembic upgrade head\nexec app\n', '2 stops'],
    ['start.sh', 'alembic upgrade head || echo "going on"\nexec app\n', '1 goes-on'],
    ['Procfile', 'web: alembic upgrade head && gunicorn app\n', '1 unclear'],
    ['Dockerfile', 'FROM python\nCMD alembic upgrade head && uvicorn app\n', '2 unclear'],
    ['app/main.py', 'from alembic import command\ncommand.upgrade(config, "head")\n', '2 unclear'],
    ['Makefile', 'migrate:\n\talembic upgrade head\n', '2 unclear where it is called'],
    [
      'app/migrate.py',
      'from alembic import command\n\nif __name__ == "__main__":\n    command.upgrade(config, "head")\n',
      '4 unclear where it is called',
    ],
    ['Dockerfile', 'FROM python\nRUN alembic upgrade head\n', '2 unclear where it is called'],
  ])('is found in %s', (path, text, told) => {
    expect(found(path, text)).toEqual([told]);
  });

  test.each([
    ['start.sh', 'alembic upgrade head --sql > plan.sql\nexec app\n'],
    ['app/main.py', 'def migrate():\n    """Runs alembic upgrade head."""\n'],
  ])('is nothing in %s that only speaks of it', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });

  test.each(['.github/workflows/ci.yml', 'tests/conftest.py', 'README.md', 'dump.sql'])(
    'is not looked for in %s',
    (path) => {
      expect(mayUpgradeAtStart(path)).toBe(false);
    },
  );
});
