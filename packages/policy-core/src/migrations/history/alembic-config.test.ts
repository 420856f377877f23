import { describe, expect, it } from 'vitest';

import { configuredEnvironments, isConfiguration, type ConfigurationFile } from './alembic-config.ts';

/** Each environment on a line: its name, whether it looks deeper, and its places or why they are unknown. */
function told(...files: readonly ConfigurationFile[]): readonly string[] {
  return configuredEnvironments(files).map(({ name, isRecursive, locations }) => {
    const places = locations.known
      ? locations.value.map(({ from, path }) => `${from} ${path}`).join(', ')
      : `? ${locations.reason}`;
    return `${name}${isRecursive ? ' (deep)' : ''}: ${places}`;
  });
}

function ini(...lines: readonly string[]): ConfigurationFile {
  return { path: 'backend/alembic.ini', text: lines.join('\n') };
}

function toml(...lines: readonly string[]): ConfigurationFile {
  return { path: 'backend/pyproject.toml', text: lines.join('\n') };
}

describe('a name of a configuration', () => {
  it.each(['alembic.ini', 'alembic_billing.ini', 'alembic.prod.ini', 'pyproject.toml'])('is %s', (name) => {
    expect(isConfiguration(name)).toBe(true);
  });

  it.each(['setup.cfg', 'tox.ini', 'my-alembic.ini', 'alembic.ini.example', 'pyproject.toml.bak'])(
    'is not %s',
    (name) => {
      expect(isConfiguration(name)).toBe(false);
    },
  );
});

describe('alembic.ini', () => {
  it('has its versions below its scripts', () => {
    expect(told(ini('[alembic]', 'script_location = %(here)s/migrations'))).toEqual([
      'backend/alembic.ini: root backend/migrations/versions',
    ]);
  });

  it('counts from where Alembic is started when it does not say otherwise', () => {
    expect(told(ini('[alembic]', 'script_location = migrations'))).toEqual([
      'backend/alembic.ini: start migrations/versions',
    ]);
  });

  it('may lie in a package', () => {
    expect(told(ini('[alembic]', 'script_location = shop.db:migrations'))).toEqual([
      'backend/alembic.ini: package shop/db/migrations/versions',
    ]);
  });

  it('may hold several environments', () => {
    const file = ini(
      '[DEFAULT]',
      'base = %(here)s/db',
      '[alembic]',
      'script_location = %(base)s/main',
      '[billing]',
      'script_location = %(base)s/billing',
      'recursive_version_locations = true',
      '[loggers]',
      'keys = root',
    );
    expect(told(file)).toEqual([
      'backend/alembic.ini: root backend/db/main/versions',
      'backend/alembic.ini [billing] (deep): root backend/db/billing/versions',
    ]);
  });

  it('takes no section for one that Alembic and logging read for something else', () => {
    const others = [
      'post_write_hooks',
      'loggers',
      'handlers',
      'formatters',
      'logger_root',
      'handler_console',
    ];
    const file = ini(
      '[DEFAULT]',
      'script_location = db',
      '[alembic]',
      '[billing]',
      ...others.map((name) => `[${name}]`),
    );
    expect(told(file)).toEqual([
      'backend/alembic.ini: start db/versions',
      'backend/alembic.ini [billing]: start db/versions',
    ]);
  });

  it.each([
    [[], 'a b', 'start a, start b'],
    [[], 'a, b,c', 'start a, start b, start c'],
    [[], '%(here)s/a  %(here)s/b', 'root backend/a, root backend/b'],
    [['version_path_separator = os'], 'a:b c', 'start a, start b c'],
    [['version_path_separator = os'], 'a;b', 'start a, start b'],
    [['path_separator = os', 'version_path_separator = space'], 'a b:c', 'start a b, start c'],
    [['path_separator = :'], 'a: b', 'start a, start b'],
    [['path_separator = ;'], 'a;b;', 'start a, start b'],
    [['version_path_separator = space'], 'a  b', 'start a, start b'],
    [['path_separator = newline'], '\n  %(here)s/a\n  %(here)s/b', 'root backend/a, root backend/b'],
  ])('splits with %j the locations %j', (more, locations, expected) => {
    const file = ini('[alembic]', 'script_location = x', ...more, `version_locations = ${locations}`);
    expect(told(file)).toEqual([`backend/alembic.ini: ${expected}`]);
  });

  it.each([
    [
      ['version_locations = a', 'path_separator = comma'],
      'path_separator is comma, which Alembic does not know, in backend/alembic.ini',
    ],
    [
      ['script_location = %(home)s/a'],
      'script_location is unclear because nothing sets home in backend/alembic.ini',
    ],
    [
      ['script_location = /srv/db'],
      'backend/alembic.ini names /srv/db, which does not lie in the repository',
    ],
    [
      ['script_location = %(here)s/../../db'],
      'backend/alembic.ini names %(here)s/../../db, which does not lie in the repository',
    ],
    [['# of ours', 'script_location ='], 'script_location in line 3 of backend/alembic.ini is empty'],
    [
      ['script_location = db', 'version_locations = a, ,b'],
      'a part of version_locations in line 3 of backend/alembic.ini is empty',
    ],
    [['nothing'], 'backend/alembic.ini cannot be read: `nothing` sets nothing (line 2)'],
  ])('with %j does not tell', (lines, reason) => {
    expect(told(ini('[alembic]', ...lines))).toEqual([`backend/alembic.ini: ? ${reason}`]);
  });

  it('is only taken at its word: a flag is on when it says true', () => {
    expect(told(ini('[alembic]', 'script_location = a', 'recursive_version_locations = True'))).toEqual([
      'backend/alembic.ini: start a/versions',
    ]);
  });

  it('takes empty version locations for none', () => {
    expect(told(ini('[alembic]', 'script_location = a', 'version_locations ='))).toEqual([
      'backend/alembic.ini: start a/versions',
    ]);
  });

  it('says nothing where its scripts are told when it runs, as with Flask-Migrate', () => {
    expect(told(ini('[alembic]', 'file_template = x'))).toEqual([]);
    expect(told(toml('[tool.alembic]', 'file_template = "x"'))).toEqual([]);
  });

  it('says nothing without a section of Alembic', () => {
    expect(told(ini('[loggers]', 'keys = root'))).toEqual([]);
  });

  it('may lie in the root', () => {
    const text = '[alembic]\nscript_location = %(here)s/a\n[b]\nscript_location = b\n';
    expect(told({ path: 'alembic.ini', text })).toEqual([
      'alembic.ini: root a/versions',
      'alembic.ini [b]: start b/versions',
    ]);
  });
});

describe('pyproject.toml', () => {
  it('may hold what the ini file does', () => {
    const file = toml(
      '[tool.alembic]',
      'script_location = "%(here)s/migrations"',
      'version_locations = ["%(here)s/a", "b", "app:c"]',
      'recursive_version_locations = true',
    );
    expect(told(file)).toEqual(['backend/pyproject.toml (deep): root backend/a, start b, package app/c']);
  });

  it('has its versions below its scripts', () => {
    expect(told(toml('[tool.alembic]', 'script_location = "db"', 'version_locations = []'))).toEqual([
      'backend/pyproject.toml: start db/versions',
    ]);
  });

  it.each([
    [['[tool.ruff]', 'line-length = 100']],
    [['[project]', 'dependencies = ["alembic==1.16"]']],
    [['[tool]', 'alembic = 1']],
    [['[tool.alembic', 'alembic']],
  ])('says nothing in %j', (lines) => {
    expect(told(toml(...lines))).toEqual([]);
  });

  it.each([
    ['script_location = 1', 'script_location is no text in backend/pyproject.toml'],
    ['version_locations = "a"', 'version_locations is no list in backend/pyproject.toml'],
    ['version_locations = [1]', 'version_locations is no list of texts in backend/pyproject.toml'],
    ['script_location = "%(home)s"', 'script_location has an invalid % in backend/pyproject.toml'],
  ])('with %s does not tell', (line, reason) => {
    expect(told(toml('[tool.alembic]', line))).toEqual([`backend/pyproject.toml: ? ${reason}`]);
  });

  it('fills in what the ini file beside it leaves out', () => {
    const files = [
      ini('[alembic]', 'sqlalchemy.url = x'),
      toml('[tool.alembic]', 'script_location = "%(here)s/db"', 'recursive_version_locations = true'),
    ];
    expect(told(...files)).toEqual(['backend/alembic.ini (deep): root backend/db/versions']);
  });

  it('yields to the ini file beside it', () => {
    const files = [
      ini('[alembic]', 'script_location = a', 'recursive_version_locations = false'),
      toml('[tool.alembic]', 'script_location = "b"', 'recursive_version_locations = true'),
    ];
    expect(told(...files)).toEqual(['backend/alembic.ini: start a/versions']);
  });

  it('stands for itself beside an ini file that says nothing of Alembic', () => {
    const files = [ini('[loggers]'), toml('[tool.alembic]', 'script_location = "b"')];
    expect(told(...files)).toEqual(['backend/pyproject.toml: start b/versions']);
  });
});
