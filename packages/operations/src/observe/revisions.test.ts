import { observed, unobserved, type Observations } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import {
  fakeObservers,
  type FakeCommit,
  type FakeRepository,
  type Files,
} from '../testing/fake-repository.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { observe, type ObserveRequest } from './observe.ts';

const POLICY = 'version: 1\nmigrations: { alembic: [db/versions] }\n';
const INI = '[alembic]\nscript_location = %(here)s/db\n';

function revision(id: string, parent: string | null): string {
  return `revision = '${id}'\ndown_revision = ${parent === null ? 'None' : `'${parent}'`}\n`;
}

const BASE: Files = {
  'lockkeeper.yaml': POLICY,
  'alembic.ini': INI,
  'db/env.py': '',
  'db/versions/a.py': revision('a', null),
  'db/versions/b.py': revision('b', 'a'),
  'src/x.py': '1',
};
const NEW = { 'db/versions/c.py': revision('c', 'b') };

interface Given {
  readonly head?: Files;
  readonly main?: Files;
  readonly base?: Files;
  readonly more?: Readonly<Record<string, FakeCommit>>;
  readonly repository?: Partial<FakeRepository>;
  readonly request?: Partial<ObserveRequest>;
}

async function seenOf({ head = { ...BASE, ...NEW }, main, base = BASE, more, repository, request }: Given) {
  const commits = {
    ...more,
    base: { files: base, parents: Object.keys(more ?? {}) },
    ...(main && { main: { files: main, parents: ['base'] } }),
    head: { files: head, parents: ['base'] },
  };
  const names = { main: main === undefined ? 'base' : 'main', HEAD: 'head' };
  const observers = fakeObservers({ commits, names, branch: 'feature', ...repository });
  const asked: ObserveRequest = {
    focus: { kind: 'change' },
    base: 'main',
    head: 'HEAD',
    policyFrom: 'base',
    branch: undefined,
    compare: 'merge-base',
    circumstances: LOCAL_CIRCUMSTANCES,
    ...request,
  };
  const seen = await observe(asked, observers);
  if (seen.kind !== 'seen') throw new Error(seen.kind === 'failed' ? seen.problem : seen.kind);
  return { ...seen, reads: observers.reads };
}

async function revisionsOf(given: Given): Promise<NonNullable<Observations['revisions']>> {
  const { revisions } = (await seenOf(given)).observations;
  if (revisions === undefined) throw new Error('The revisions should have been looked at.');
  return revisions;
}

function text(written: string) {
  return observed({ kind: 'text', text: written });
}

const ABSENT = observed({ kind: 'absent' });

describe('the modules that revisions import', () => {
  const IMPORTING = { 'db/versions/c.py': `from tools.a import f\n${revision('c', 'b')}` };

  const ENVIRONMENT = { 'db/env.py': text('') };

  test('are brought up, and those that they import in turn', async () => {
    const tools = { 'tools/a.py': 'from .b import g\n', 'tools/b.py': 'import os\n', 'tools/c.py': '' };
    const { modules } = await revisionsOf({ head: { ...BASE, ...IMPORTING, ...tools } });
    expect(modules).toEqual({
      ...ENVIRONMENT,
      'tools/a.py': text('from .b import g\n'),
      'tools/b.py': text('import os\n'),
    });
  });

  test('are left out where none lies in the repository', async () => {
    const { 'db/env.py': _, ...base } = BASE;
    expect(await revisionsOf({ base, head: { ...base, ...IMPORTING } })).not.toHaveProperty('modules');
  });

  test('are asked for where a revision that did not change imports them', async () => {
    const base = { ...BASE, ...IMPORTING, 'tools/a.py': 'x = 1\n' };
    const head = { ...base, 'db/versions/d.py': revision('d', 'c') };
    expect((await revisionsOf({ base, head })).modules).toEqual({
      ...ENVIRONMENT,
      'tools/a.py': text('x = 1\n'),
    });
  });

  test('have those among them that lead from the environment to its metadata', async () => {
    const models = {
      'db/env.py': 'from app.models import Base\nfrom app.x import y\ntarget_metadata = Base.metadata\n',
      'app/models/__init__.py': 'from .base import Base\nfrom .user import User\n',
      'app/models/base.py': 'from app.naming import CONVENTION\n',
      'app/models/user.py': '',
      'app/naming.py': '',
      'app/x.py': '',
    };
    const { modules = {} } = await revisionsOf({ head: { ...BASE, ...NEW, ...models } });
    // The change touches the environment, so that its text is at hand.
    expect(Object.keys(modules)).toEqual(['app/models/__init__.py', 'app/models/base.py', 'app/naming.py']);
  });
});

describe('a change of migrations', () => {
  test('brings up every revision beside it, and the configuration', async () => {
    const { paths, files } = await revisionsOf({});
    expect(paths).toEqual(
      observed(['alembic.ini', 'db/versions/a.py', 'db/versions/b.py', 'db/versions/c.py']),
    );
    expect(files).toEqual({
      'alembic.ini': text(INI),
      'db/versions/a.py': text(revision('a', null)),
      'db/versions/b.py': text(revision('b', 'a')),
    });
  });

  test('is compared with its base: what it adds was not there', async () => {
    const head = { ...BASE, ...NEW, 'db/versions/b.py': revision('b', null), 'src/x.py': '2' };
    expect((await revisionsOf({ head })).atBase).toEqual(
      observed({
        commit: 'base',
        files: { 'db/versions/b.py': text(revision('b', 'a')), 'db/versions/c.py': ABSENT },
      }),
    );
  });

  test('brings up the files that name the head, with the revisions and beside the configuration', async () => {
    const pins = { '.alembic-head': 'c\n', 'db/versions/.alembic-head': 'b\n' };
    const elsewhere = { 'docs/.alembic-head': 'a\n' };
    const { paths, files } = await revisionsOf({ head: { ...BASE, ...NEW, ...pins, ...elsewhere } });
    expect(paths.known && paths.value).toEqual(expect.arrayContaining(Object.keys(pins)));
    expect(files).toMatchObject({
      '.alembic-head': text('c\n'),
      'db/versions/.alembic-head': text('b\n'),
    });
    expect(files).not.toHaveProperty(['docs/.alembic-head']);
  });

  test('may be one of the file alone that names their head', async () => {
    const pin = 'db/versions/.alembic-head';
    const base = { ...BASE, [pin]: 'a\n' };
    const head = { ...base, [pin]: 'b\n' };
    const { observations } = await seenOf({ base, head });
    expect(observations.files[pin]).toEqual(text('b\n'));
    expect(Object.keys(observations.revisions?.files ?? {}).toSorted()).toEqual([
      'alembic.ini',
      pin,
      'db/versions/a.py',
      'db/versions/b.py',
    ]);
  });

  test('may delete one, whose text is known all the same', async () => {
    const { 'db/versions/b.py': gone, ...head } = BASE;
    expect((await revisionsOf({ head })).atBase).toEqual(
      observed({ commit: 'base', files: { 'db/versions/b.py': text(gone ?? '') } }),
    );
  });

  test('is compared with what its target has become', async () => {
    const { 'db/versions/a.py': _, ...rest } = BASE;
    const main = { ...rest, 'db/versions/d.py': revision('d', 'b'), 'src/x.py': '3' };
    expect((await revisionsOf({ main })).atTarget).toEqual(
      observed({
        commit: 'main',
        files: { 'db/versions/a.py': ABSENT, 'db/versions/d.py': text(revision('d', 'b')) },
      }),
    );
  });

  test('is compared with the configuration that its target has by now, and with what that loads', async () => {
    const deeper = { 'db/versions/old/o.py': revision('o', 'a') };
    const base = { ...BASE, ...deeper, 'plugins/p.py': revision('p', 'a') };
    const ini = `${INI}version_locations = %(here)s/db/versions %(here)s/plugins\nrecursive_version_locations = true\n`;
    const main = { ...base, 'alembic.ini': ini, 'plugins/q.py': revision('q', 'p') };
    const { paths, files, atTarget } = await revisionsOf({ base, head: { ...base, ...NEW }, main });
    expect(atTarget).toEqual(
      observed({
        commit: 'main',
        files: { 'alembic.ini': text(ini), 'plugins/q.py': text(revision('q', 'p')) },
      }),
    );
    expect(paths.known && paths.value).toEqual(
      expect.arrayContaining(['plugins/p.py', 'db/versions/old/o.py']),
    );
    expect(files).toMatchObject({
      'alembic.ini': text(INI),
      'plugins/p.py': text(revision('p', 'a')),
      'db/versions/old/o.py': text(revision('o', 'a')),
    });
  });

  test('keeps its own configuration where both sides changed it', async () => {
    const base = { ...BASE, 'db/versions/old/o.py': revision('o', 'a') };
    const head = { ...base, ...NEW, 'alembic.ini': `${INI}# mine\n` };
    const main = { ...base, 'alembic.ini': `${INI}recursive_version_locations = true\n` };
    const { files, atBase } = await revisionsOf({ base, head, main });
    expect(atBase).toMatchObject({ value: { files: { 'alembic.ini': text(INI) } } });
    expect(files).not.toHaveProperty(['db/versions/old/o.py']);
  });

  test('knows that its target has not moved', async () => {
    expect((await revisionsOf({})).atTarget).toEqual(observed(null));
  });

  test('may lie on disk', async () => {
    const worktree = { ...BASE, ...NEW };
    const { paths, atBase } = await revisionsOf({
      head: BASE,
      repository: { worktree },
      request: { head: 'worktree' },
    });
    expect(paths.known && paths.value).toContain('db/versions/c.py');
    expect(atBase).toEqual(observed({ commit: 'base', files: { 'db/versions/c.py': ABSENT } }));
  });

  test('finds configurations by other names where git lists their folder', async () => {
    const { 'alembic.ini': _, ...rest } = BASE;
    const base = { ...rest, 'alembic_main.ini': INI, 'tox.ini': '[tox]' };
    const { files } = await revisionsOf({ base, head: { ...base, ...NEW } });
    expect(Object.keys(files)).toContain('alembic_main.ini');
    expect(Object.keys(files)).not.toContain('tox.ini');
  });
});

describe('nothing is read', () => {
  test('for a change that touches no revision', async () => {
    const base = { ...BASE, 'src/x.js': '1' };
    const { observations, reads } = await seenOf({ base, head: { ...base, 'src/x.js': '2' } });
    expect(observations.revisions).toBeUndefined();
    expect(reads.filter((path) => path.startsWith('db/') || path === 'alembic.ini')).toEqual([]);
  });

  test('but the configuration for Python that Alembic might be told to load', async () => {
    const { observations, reads } = await seenOf({ head: { ...BASE, 'src/x.py': '2' } });
    expect(observations.revisions).toBeUndefined();
    expect(Object.keys(observations.configurations?.files ?? {})).toEqual(['alembic.ini']);
    expect(reads.filter((path) => path.startsWith('db/') && path.endsWith('.py'))).toEqual([]);
  });

  test('for a policy that names no folder of Alembic', async () => {
    const base = { ...BASE, 'lockkeeper.yaml': 'version: 1\n' };
    const { observations } = await seenOf({ base, head: { ...base, ...NEW } });
    expect(observations.revisions).toBeUndefined();
  });

  test('twice', async () => {
    const { reads } = await seenOf({});
    // A pyproject.toml may also name a driver.
    const revisions = reads.filter((path) => /^db\/.*(?<!pyproject\.toml)$/.test(path));
    expect(revisions.toSorted()).toEqual([...new Set(revisions)].toSorted());
  });
});

describe('the release', () => {
  const record = (sha: string) => JSON.stringify({ last_good_sha: sha });
  const RECORD = 'infrastructure/last-good-deploy.json';
  const SHA = 'd'.repeat(40);
  const { 'db/versions/b.py': _, ...OLD } = BASE;
  const released = { ...BASE, [RECORD]: record(SHA) };

  test('is what the record of the head names', async () => {
    const { atRelease } = await revisionsOf({
      base: released,
      head: { ...released, ...NEW },
      more: { [SHA]: { files: { ...OLD, 'db/versions/a.py': '# other' } } },
    });
    expect(atRelease).toEqual(
      observed({
        commit: SHA,
        files: {
          'db/versions/a.py': text('# other'),
          'db/versions/b.py': ABSENT,
          'db/versions/c.py': ABSENT,
        },
      }),
    );
  });

  test('is none where there is no record', async () => {
    expect((await revisionsOf({})).atRelease).toEqual(observed(null));
  });

  test.each([
    ['{}', `${RECORD} names no commit`],
    ['not JSON', `${RECORD} names no commit`],
    [record(SHA), `the recorded commit ${SHA} is not part of the history here`],
  ])('is unknown with the record %s', async (written, reason) => {
    const base = { ...BASE, [RECORD]: written };
    expect((await revisionsOf({ base, head: { ...base, ...NEW } })).atRelease).toEqual(unobserved(reason));
  });

  test('may have come after a branch left, but not for a whole tree', async () => {
    const aside = { [SHA]: { files: BASE } };
    const given = (request: Partial<ObserveRequest>) => {
      const commits = {
        base: { files: released },
        ...aside,
        head: { files: { ...released, ...NEW }, parents: ['base'] },
      };
      return revisionsOf({ repository: { commits, names: { main: 'base', HEAD: 'head' } }, request });
    };
    expect((await given({})).atRelease).toMatchObject({ known: true, value: { commit: SHA } });
    expect((await given({ focus: { kind: 'tree' } })).atRelease).toEqual(
      unobserved(`the recorded commit ${SHA} is not part of the history here`),
    );
  });
});

describe('a whole tree', () => {
  test('has no base and no target, only a release', async () => {
    const revisions = await revisionsOf({ request: { focus: { kind: 'tree' }, base: undefined } });
    expect(Object.keys(revisions).toSorted()).toEqual(['atRelease', 'files', 'paths']);
    expect(Object.keys(revisions.files)).toEqual(['alembic.ini']);
  });
});

describe('what a configuration loads beside the policy', () => {
  const ini = `${INI}version_locations = %(here)s/db/versions %(here)s/plugins\n`;
  const base = { ...BASE, 'alembic.ini': ini, 'plugins/p.py': revision('p', 'a') };

  test('is read with the rest', async () => {
    const { observations } = await seenOf({ base, head: { ...base, ...NEW } });
    expect(observations.revisions?.files['plugins/p.py']).toEqual(text(revision('p', 'a')));
  });

  test('is not known where the configuration cannot be read', async () => {
    const broken = { ...BASE, 'alembic.ini': 'script_location = db\n' };
    const { notices } = await seenOf({ base: broken, head: { ...broken, ...NEW } });
    expect(notices).toEqual([
      'Lockkeeper cannot determine what Alembic loads because alembic.ini cannot be read: it begins without a section (line 1). Folders that no configuration explains are taken for histories of their own.',
    ]);
  });
});
