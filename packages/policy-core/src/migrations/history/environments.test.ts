import { describe, expect, it } from 'vitest';

import type { AlembicPlace } from '../../policy/alembic-place.ts';
import { configuredEnvironments } from './alembic-config.ts';
import { environmentFor, environmentsOf, type Environments } from './environments.ts';

interface Given {
  readonly folders: readonly string[];
  readonly places?: readonly AlembicPlace[];
  readonly files?: Readonly<Record<string, string>>;
  readonly paths?: readonly string[];
}

function found({ folders, places = [], files = {}, paths = [] }: Given): Environments {
  const configurations = Object.entries(files).map(([path, text]) => ({ path, text }));
  const alone = folders.map((folder): AlembicPlace => ({
    name: undefined,
    folders: [folder],
    history: 'configured',
    isRecursive: true,
  }));
  return environmentsOf({ places: [...places, ...alone], configurations, paths });
}

function environments(given: Given): readonly string[] {
  return found(given).environments.map(
    ({ name, folders, isRecursive }) => `${name}: ${folders.join(', ')}${isRecursive ? ' (deep)' : ''}`,
  );
}

const MAIN = '[alembic]\nscript_location = %(here)s/migrations\n';

describe('environments', () => {
  it('are the sections that load a folder of the policy', () => {
    const files = { 'backend/alembic.ini': MAIN };
    expect(environments({ folders: ['backend/migrations/versions'], files })).toEqual([
      'backend/alembic.ini: backend/migrations/versions',
    ]);
  });

  it('may be named by the folder of their scripts', () => {
    const files = { 'backend/alembic.ini': MAIN };
    expect(environments({ folders: ['backend/migrations'], files })).toEqual([
      'backend/alembic.ini: backend/migrations/versions',
    ]);
  });

  it('hold together what one section loads', () => {
    const files = { 'alembic.ini': '[alembic]\nscript_location = db\nversion_locations = db/a db/b\n' };
    expect(environments({ folders: ['db/a', 'db/b'], files })).toEqual(['alembic.ini: db/a, db/b']);
  });

  it('keep apart what sections load apart', () => {
    const text = '[alembic]\nscript_location = a\n[billing]\nscript_location = b\n';
    expect(environments({ folders: ['a/versions', 'b/versions'], files: { 'alembic.ini': text } })).toEqual([
      'alembic.ini: a/versions',
      'alembic.ini [billing]: b/versions',
    ]);
  });

  it('are one where two configurations load the same', () => {
    const files = {
      'alembic.ini': '[alembic]\nscript_location = db\n',
      'alembic_test.ini': '[alembic]\nscript_location = %(here)s/db\n',
    };
    expect(environments({ folders: ['db/versions'], files })).toEqual(['alembic.ini: db/versions']);
  });

  it('count from beside the configuration, else from above', () => {
    const files = { 'a/b/alembic.ini': '[alembic]\nscript_location = db\n' };
    expect(environments({ folders: ['a/b/db/versions'], files })).toEqual([
      'a/b/alembic.ini: a/b/db/versions',
    ]);
    expect(environments({ folders: ['a/db/versions'], files })).toEqual(['a/b/alembic.ini: a/db/versions']);
    expect(environments({ folders: ['db/versions'], files })).toEqual(['a/b/alembic.ini: db/versions']);
  });

  it('find a package beside the configuration, or wherever the policy has it', () => {
    const files = { 'alembic.ini': '[alembic]\nscript_location = shop:migrations\n' };
    expect(environments({ folders: ['shop/migrations/versions'], files })).toEqual([
      'alembic.ini: shop/migrations/versions',
    ]);
    expect(environments({ folders: ['src/shop/migrations/versions'], files })).toEqual([
      'alembic.ini: src/shop/migrations/versions',
    ]);
  });

  it('look deeper where the configuration says so', () => {
    const text = '[alembic]\nscript_location = db\nrecursive_version_locations = true\n';
    const files = { 'alembic.ini': text };
    expect(environments({ folders: ['db/versions'], files })).toEqual(['alembic.ini: db/versions (deep)']);
    expect(environments({ folders: ['db/versions/2025'], files })).toEqual([
      'alembic.ini: db/versions (deep)',
    ]);
  });

  it('do not load what lies deeper otherwise', () => {
    const files = { 'alembic.ini': '[alembic]\nscript_location = db\n' };
    expect(environments({ folders: ['db/versions/2025'], files })).toEqual([
      'db/versions/2025: db/versions/2025 (deep)',
    ]);
  });
});

describe('a folder that no configuration speaks of', () => {
  it('is a history of its own', () => {
    const paths = ['db/versions/a.py', 'db/versions/old/b.py', 'db/versions/__init__.py'];
    expect(environments({ folders: ['db/versions'], paths })).toEqual(['db/versions: db/versions']);
  });

  it('is looked through where its files lie deeper', () => {
    const paths = ['db/versions/2025/a.py', 'db/versions/__init__.py'];
    expect(environments({ folders: ['db/versions'], paths })).toEqual(['db/versions: db/versions (deep)']);
  });

  it('has its versions below where it holds the scripts', () => {
    const paths = ['db/env.py', 'db/versions/a.py'];
    expect(environments({ folders: ['db'], paths })).toEqual(['db: db/versions']);
  });

  it('stays one beside a configuration of others', () => {
    const files = { 'backend/alembic.ini': MAIN };
    const paths = ['legacy/a.py'];
    expect(environments({ folders: ['backend/migrations/versions', 'legacy'], files, paths })).toEqual([
      'backend/alembic.ini: backend/migrations/versions',
      'legacy: legacy',
    ]);
  });
});

describe('folders of which the policy says that they are one history', () => {
  const place = (name: string | undefined, isRecursive = false): AlembicPlace => {
    return { name, folders: ['db/kilo', 'db/liberty'], history: 'one', isRecursive };
  };

  it('are one by the name it gives them', () => {
    expect(environments({ folders: [], places: [place('network')] })).toEqual([
      'network: db/kilo, db/liberty',
    ]);
  });

  it('are one by the name of the first otherwise', () => {
    expect(environments({ folders: [], places: [place(undefined, true)] })).toEqual([
      'db/kilo: db/kilo, db/liberty (deep)',
    ]);
  });

  it('are one whatever a configuration says of them', () => {
    const files = { 'alembic.ini': '[alembic]\nscript_location = x\nversion_locations = db/kilo\n' };
    expect(environments({ folders: [], places: [place('network')], files })).toEqual([
      'network: db/kilo, db/liberty',
    ]);
  });

  it('stand beside folders that are told otherwise', () => {
    const files = { 'backend/alembic.ini': MAIN };
    const folders = ['backend/migrations/versions', 'legacy'];
    expect(environments({ folders, places: [place('network')], files, paths: ['legacy/a.py'] })).toEqual([
      'network: db/kilo, db/liberty',
      'backend/alembic.ini: backend/migrations/versions',
      'legacy: legacy',
    ]);
  });
});

describe('what a configuration loads', () => {
  it('is unclear where the configuration cannot be read', () => {
    const { environments: none, unclear } = found({ folders: [], files: { 'alembic.ini': 'x' } });
    expect(none).toEqual([]);
    expect(unclear).toEqual(['alembic.ini cannot be read: it begins without a section (line 1)']);
  });
});

describe('one environment is started', () => {
  const relative = '[alembic]\nscript_location = migrations\n';

  it.each([
    {
      where: 'beside its configuration',
      path: 'api/alembic.ini',
      text: MAIN,
      folder: 'api/migrations/versions',
      start: 'api',
    },
    {
      where: 'above it, where what is written there counts from',
      path: 'config/alembic.ini',
      text: relative,
      folder: 'migrations/versions',
      start: '',
    },
    {
      where: 'beside it, where that is as it is written',
      path: 'api/alembic.ini',
      text: relative,
      folder: 'api/migrations/versions',
      start: 'api',
    },
    {
      where: 'nowhere, where it loads something else',
      path: 'api/alembic.ini',
      text: MAIN,
      folder: 'billing/versions',
      start: undefined,
    },
  ])('$where', ({ path, text, folder, start }) => {
    const [one] = configuredEnvironments([{ path, text }]);
    expect(one && environmentFor(one, [folder])?.start).toBe(start);
  });
});
