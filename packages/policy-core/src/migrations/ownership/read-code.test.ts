import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { readCode } from './read-code.ts';

/** What is found in a file that needs no parser, and what an editor underlines. */
function told(path: string, text: string): readonly string[] {
  const reading = readCode(path, text, undefined);
  if (reading.kind === 'unreadable') return [reading.problem];
  return reading.places.map((place) => {
    const shown = text.slice(place.start, place.end);
    if (place.kind === 'ddl') return `${place.what} ${place.name ?? '-'} | ${shown}`;
    if (place.kind !== 'alembic') return place.kind;
    const { command, onStart, isProduction } = place;
    const words = [
      `${command.verb} ${command.target ?? '?'}`,
      ...(onStart === undefined ? [] : [`by ${onStart}`]),
      ...(isProduction ? ['in production'] : []),
    ];
    return `${words.join(' ')} | ${shown}`;
  });
}

const UPGRADE = 'alembic upgrade head';

describe('a shell script', () => {
  test.each([
    ['start.sh', `set -e\n${UPGRADE}\n`, [`upgrade head by this start script | ${UPGRADE}`]],
    ['docker-entrypoint.sh', UPGRADE, [`upgrade head by this start script | ${UPGRADE}`]],
    ['scripts/prestart.sh', UPGRADE, [`upgrade head by this start script | ${UPGRADE}`]],
    [
      'deploy/web',
      `${UPGRADE}\nexec uvicorn app.main:app\n`,
      [`upgrade head by this start script | ${UPGRADE}`],
    ],
    ['bin/x.sh', `${UPGRADE} && exec "$@"`, [`upgrade head by this start script | ${UPGRADE}`]],
    ['scripts/migrate.sh', `${UPGRADE}\n# uvicorn app\n`, [`upgrade head | ${UPGRADE}`]],
    ['scripts/start_prod.sh', UPGRADE, [`upgrade head by this start script in production | ${UPGRADE}`]],
    ['a.sh', 'alembic downgrade base', ['downgrade base | alembic downgrade base']],
    ['a.sh', 'bash -c "cd x && alembic stamp --purge head"', ['stamp head | alembic stamp --purge head']],
    ['a.sh', 'ssh prod-1 "alembic downgrade -1"', ['downgrade -1 | alembic downgrade -1']],
    [
      'a.sh',
      '# alembic downgrade base\necho "alembic downgrade base"\ngit commit -m "alembic downgrade base"',
      [],
    ],
    ['run.sh', 'flask db upgrade', ['upgrade head by this start script | flask db upgrade']],
  ])('%s %j', (path, text, expected) => {
    expect(told(path, text)).toEqual(expected);
  });

  test.each([
    ['psql "$DATABASE_URL" -c "ALTER TABLE users ADD age int"', ['ALTER TABLE users | ALTER TABLE users']],
    ["psql <<'SQL'\nCREATE TABLE a (id int);\nSQL\n", ['CREATE TABLE a | CREATE TABLE a']],
    ['echo "DROP TABLE a; DROP VIEW b" | psql', ['DROP TABLE a | DROP TABLE a', 'DROP VIEW b | DROP VIEW b']],
    [
      'docker compose exec db psql -U app -c "DROP SCHEMA $NAME CASCADE"',
      ['DROP SCHEMA $NAME | DROP SCHEMA $NAME'],
    ],
    [`psql -c "DROP TABLE \\"a\\""`, [`DROP TABLE "a" | "DROP TABLE \\"a\\""`]],
    ['mysql app -e "ALTER TABLE a ADD b int"', ['ALTER TABLE a | ALTER TABLE a']],
    ['psql -c "CREATE TEMP TABLE t (a int); CREATE INDEX i ON t (a)"', []],
    ['psql -c "CREATE DATABASE app"', []],
    ['psql -c "TRUNCATE users"', []],
    ['sqlite3 cache.db "CREATE TABLE a (b)"', []],
    ['echo "ALTER TABLE users ADD age int"', []],
    ['grep -r "DROP TABLE users" . | less', []],
    ['git commit -m "ALTER TABLE users"; psql', []],
  ])('with SQL: %j', (text, expected) => {
    expect(told('scripts/a.sh', text)).toEqual(expected);
  });
});

describe('an image', () => {
  test.each([
    ['CMD alembic upgrade head && uvicorn app', [`upgrade head by CMD of the image | ${UPGRADE}`]],
    [
      'ENTRYPOINT ["sh", "-c", "alembic upgrade head && exec gunicorn a"]',
      [`upgrade head by ENTRYPOINT of the image | ${UPGRADE}`],
    ],
    [
      'CMD ["alembic", "upgrade", "head"]',
      ['upgrade head by CMD of the image | "alembic", "upgrade", "head"'],
    ],
    ['RUN pip install alembic && \\\n    alembic upgrade head', [`upgrade head | ${UPGRADE}`]],
    ['FROM python\n# CMD alembic upgrade head\nCMD ["uvicorn"]', []],
    ['CMD uvicorn \\\n  app\nLABEL x="alembic upgrade head"', []],
  ])('%j', (text, expected) => {
    for (const path of ['Dockerfile', 'ops/web.Dockerfile', 'Dockerfile.worker', 'Containerfile']) {
      expect(told(path, text)).toEqual(expected);
    }
  });
});

describe('a Procfile', () => {
  test('starts what it names', () => {
    const text = 'release: alembic upgrade head\nweb: alembic upgrade head && gunicorn app\nworker: rq\n';
    expect(told('Procfile', text)).toEqual([
      `upgrade head by the process release of the Procfile | ${UPGRADE}`,
      `upgrade head by the process web of the Procfile | ${UPGRADE}`,
    ]);
  });
});

describe('a Makefile', () => {
  test.each([
    [
      'migrate:\n\t@alembic upgrade head\n\nreset: migrate\n\t-alembic downgrade base \\\n\t  --tag x\n',
      ['upgrade head | alembic upgrade head', 'downgrade base | alembic downgrade base \\\n\t  --tag x'],
    ],
    ['HELP = alembic downgrade base\n', []],
    ['db:\n\tpsql -c "DROP TABLE a"\n', ['DROP TABLE a | DROP TABLE a']],
  ])('%j', (text, expected) => {
    expect(told('Makefile', text)).toEqual(expected);
    expect(told('build/db.mk', text)).toEqual(expected);
  });
});

describe('a YAML file', () => {
  test('of a pipeline has steps, none of which starts a service', () => {
    const text = [
      'jobs:',
      '  test:',
      '    name: Run alembic downgrade base',
      '    steps:',
      '      - run: alembic upgrade head',
      '      - name: alembic downgrade base',
      '        run: |',
      '          set -e',
      '          alembic downgrade base',
      '          psql <<EOF',
      '          DROP TABLE a;',
      '          EOF',
    ].join('\n');
    expect(told('.github/workflows/ci.yml', text)).toEqual([
      `upgrade head | ${UPGRADE}`,
      'downgrade base | alembic downgrade base',
      'DROP TABLE a | DROP TABLE a',
    ]);
  });

  test.each([
    'jobs:\n  deploy-prod:\n    steps:\n      - run: alembic downgrade -1\n',
    'jobs:\n  deploy:\n    environment: production\n    steps:\n      - run: alembic downgrade -1\n',
    'jobs:\n  deploy:\n    environment: { name: prod, url: x }\n    steps:\n      - run: alembic downgrade -1\n',
    'jobs:\n  deploy:\n    name: Roll back production\n    steps:\n      - run: alembic downgrade -1\n',
  ])('says what runs in production: %j', (text) => {
    expect(told('.github/workflows/x.yml', text)).toEqual([
      'downgrade -1 in production | alembic downgrade -1',
    ]);
  });

  test.each([
    [
      'services:\n  web:\n    command: alembic upgrade head\n',
      [`upgrade head by the setting command | ${UPGRADE}`],
    ],
    [
      'services:\n  web:\n    command: ["alembic", "upgrade", "head"]\n',
      ['upgrade head by the setting command | alembic", "upgrade", "head'],
    ],
    [
      'services:\n  web:\n    command:\n      - sh\n      - -c\n      - alembic upgrade head && uvicorn a\n',
      [`upgrade head by the setting command | ${UPGRADE}`],
    ],
    [
      'services:\n  - startCommand: "alembic upgrade head; gunicorn a"\n',
      [`upgrade head by the setting startCommand | ${UPGRADE}`],
    ],
    [
      "deploy:\n  entrypoint: 'alembic upgrade head'\n",
      [`upgrade head by the setting entrypoint | ${UPGRADE}`],
    ],
    ['description: run alembic upgrade head\nenv:\n  X: alembic upgrade head\n', []],
    ['a: [alembic, upgrade, head', []],
    ['run: >\n  alembic\n  upgrade\n', []],
  ])('of a service: %j', (text, expected) => {
    expect(told('docker-compose.yml', text)).toEqual(expected);
  });

  test.each([
    ['.github/workflows/ci.yml', 'services: { db: { image: postgres } }', true],
    ['.github/workflows/ci.yml', 'timeout-minutes: 5', false],
    ['compose.yml', 'services: { db: { image: postgres } }', false],
  ])('of a job with a database of its own: %s %j', (path, line, isThrowaway) => {
    const text = `jobs:\n  test:\n    ${line}\n    steps:\n      - run: alembic downgrade base\n`;
    const reading = readCode(path, text, undefined);
    expect(reading).toMatchObject({ kind: 'read', places: [{ kind: 'alembic', isThrowaway }] });
  });

  test('may list the lines of a script', () => {
    const text = 'migrate:\n  script:\n    - pip install .\n    - alembic downgrade base\n';
    expect(told('.gitlab-ci.yml', text)).toEqual(['downgrade base | alembic downgrade base']);
  });
});

describe('settings', () => {
  test.each([
    [
      'package.json',
      '{"scripts": {"start": "alembic upgrade head && node a.js", "db": "alembic upgrade head"}}',
      [`upgrade head by the setting start | ${UPGRADE}`, `upgrade head | ${UPGRADE}`],
    ],
    [
      'railway.json',
      '{"deploy": {"startCommand": "alembic upgrade head && uvicorn a"}}',
      [`upgrade head by the setting startCommand | ${UPGRADE}`],
    ],
    [
      'fly.toml',
      '[deploy]\n  release_command = "alembic upgrade head"\n',
      [`upgrade head by the setting release_command | ${UPGRADE}`],
    ],
    [
      '.replit',
      'run = ["sh", "-c", "alembic upgrade head && python main.py"]\n',
      [`upgrade head by the setting run | ${UPGRADE}`],
    ],
    [
      '.claude/settings.json',
      '{"permissions": {"deny": ["Bash(alembic downgrade base)"], "allow": ["Bash(alembic downgrade base)", "Bash(alembic upgrade head:*)"]}}',
      ['downgrade base | alembic downgrade base', `upgrade head | ${UPGRADE}`],
    ],
    ['pyproject.toml', '[tool.alembic]\nscript_location = "alembic"\ndescription = "alembic"\n', []],
  ])('%s %j', (path, text, expected) => {
    expect(told(path, text)).toEqual(expected);
  });
});

describe('any text at all', () => {
  const LONG: Readonly<Record<string, string>> = {
    'a.json': '"a":["'.repeat(50_000),
    'b.json': '"a": ['.repeat(50_000),
    'c.json': '"allow":"Bash('.repeat(20_000),
    'a.toml': 'a = "\\'.repeat(50_000),
    'a.sql': `DO $$ ${'BEGIN DROP TABLE a; '.repeat(5_000)}`,
    'b.sql': 'CREATE TABLE '.repeat(20_000),
    'a.yml': '{'.repeat(5_000),
    'a.md': '```sh\n'.repeat(20_000),
    Dockerfile: 'CMD ['.repeat(20_000),
    Procfile: 'a: "'.repeat(50_000),
    Makefile: '\t\\\n'.repeat(50_000),
    'a.sh': 'bash -c "'.repeat(20_000),
    'b.sh': '$('.repeat(100_000),
  };

  test.each(Object.entries(LONG))('is read in one pass: %s', (path, text) => {
    const started = stepsTaken();
    expect(readCode(path, `${text}\nalembic drop table a`, undefined).kind).toBe('read');
    expect(stepsTaken() - started).toBeLessThan(7_000_000);
  });
});

describe('what people and agents are told', () => {
  test('is read where it is meant to be typed', () => {
    const text =
      'Never run `alembic downgrade base`.\n\n```bash\nalembic downgrade base\n```\n\n```python\nx = "alembic downgrade base"\n```\n';
    expect(told('AGENTS.md', text)).toEqual(['downgrade base | alembic downgrade base']);
  });
});

describe('a SQL file', () => {
  test('is read whole', () => {
    const text =
      '-- DROP TABLE z;\nCREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nCREATE TEMP TABLE t (x int);\nDROP TABLE t;\nALTER TABLE a ADD b int;\n';
    expect(told('db/x.sql', text)).toEqual([
      'CREATE TABLE a | CREATE TABLE a',
      'ALTER TABLE a | ALTER TABLE a',
    ]);
  });
});

describe('any other file', () => {
  test.each(['a.png', 'a.ts', 'a.html', 'README.rst', 'a.lock'])('%s is not read', (path) => {
    expect(told(path, `${UPGRADE}\nDROP TABLE a;\n`)).toEqual([]);
  });

  test('is not said to be read where a parser would be needed', () => {
    expect(told('a.py', 'x = 1')).toEqual([]);
    expect(told('a.py', 'Base.metadata.create_all(e)')).toEqual(['the parsers are not loaded']);
  });
});
