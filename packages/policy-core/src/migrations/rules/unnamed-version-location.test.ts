import { observed, unobserved } from '../../model/known.ts';
import { describeRule, type Given } from '../../testing/describe-rule.ts';
import { unnamedVersionLocation } from './unnamed-version-location.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'] } };
const REVISION = "revision = 'a1'\ndown_revision = None\n";
const BASE = { 'alembic/versions/a1.py': REVISION };

function ini(...lines: readonly string[]): string {
  return ['[alembic]', ...lines, ''].join('\n');
}

const GOOD = ini('script_location = alembic');

/** A tree with this configuration in its root. */
function tree(text: string, more: Readonly<Record<string, string>> = {}): Given {
  return { files: { ...BASE, 'alembic.ini': text, ...more } };
}

/** A change that edits some of these files; the others are there and untouched. */
function change(
  files: Readonly<Record<string, string>>,
  touched: readonly (string | { readonly path: string; readonly status: 'added' | 'deleted' })[],
): Given {
  const texts = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, observed({ kind: 'text' as const, text })]),
  );
  return {
    files,
    change: touched,
    seen: { configurations: { files: texts, paths: observed(Object.keys(files)) } },
  };
}

const added = (path: string) => ({ path, status: 'added' as const });
const deleted = (path: string) => ({ path, status: 'deleted' as const });

function unnamed(folder: string, underlines: string | undefined, environment = 'alembic.ini') {
  const said = { messageId: 'unnamed', data: { environment, folder, policy: 'lockkeeper.json' } };
  return { ...said, underlines };
}

function compiled(underlines: string | undefined, environment = 'alembic.ini') {
  const said = { messageId: 'compiled', data: { environment } };
  return { ...said, underlines };
}

function linked(path: string) {
  const said = { messageId: 'linked', data: { path } };
  return { ...said, underlines: undefined };
}

function unclear(because: string, environment = 'alembic.ini') {
  const said = { messageId: 'unclear', data: { environment } };
  return { ...said, because };
}

const EVIL = 'version_locations = alembic/versions evil';

describeRule(unnamedVersionLocation, {
  policy: POLICY,
  keeps: {
    'the folder of the policy': tree(GOOD),
    'the folder of the policy, written out': tree(ini('script_location = %(here)s/alembic')),
    'a folder below one of the policy': tree(
      ini('script_location = alembic', 'version_locations = alembic/versions alembic/versions/old'),
    ),
    'folders below it, too': tree(ini('script_location = alembic', 'recursive_version_locations = true')),
    'a policy that names the folder of the scripts': {
      ...tree(GOOD),
      policy: { migrations: { alembic: ['alembic'] } },
    },
    'a configuration that is started from above': {
      policy: { migrations: { alembic: ['backend/db/versions'] } },
      files: {
        'backend/alembic.ini': ini('script_location = backend/db'),
        'backend/db/versions/a1.py': REVISION,
      },
    },
    'a package wherever the policy has it': {
      policy: { migrations: { alembic: ['src/shop/migrations/versions'] } },
      files: {
        'alembic.ini': ini('script_location = shop:migrations'),
        'src/shop/migrations/versions/a.py': REVISION,
      },
    },
    'a package of which the policy names the scripts': {
      policy: { migrations: { alembic: ['src/shop/migrations'] } },
      files: {
        'alembic.ini': ini('script_location = shop:migrations'),
        'src/shop/migrations/versions/a.py': REVISION,
      },
    },
    'pyproject.toml': {
      files: { ...BASE, 'pyproject.toml': '[tool.alembic]\nscript_location = "%(here)s/alembic"\n' },
    },
    'a configuration that leaves everything to whoever starts it': tree(ini('file_template = %%(rev)s')),
    'a way of naming new files': tree(
      ini('script_location = alembic', 'file_template = ../../evil/%%(rev)s'),
    ),
    'sourceless that is switched off': tree(ini('script_location = alembic', 'sourceless = false')),
    'a repository without Alembic': {
      ...tree(ini('script_location = evil')),
      policy: { migrations: { alembic: [] } },
    },
    'a change of something else': change({ 'alembic.ini': ini('script_location = alembic', EVIL) }, [
      'README.md',
    ]),
    'Python elsewhere': change({ 'alembic.ini': ini('script_location = alembic', EVIL) }, [
      added('app/evil/a.py'),
    ]),
    'a revision of the policy, whatever else there was': change(
      { 'alembic.ini': ini('script_location = alembic', EVIL) },
      [added('alembic/versions/b2.py')],
    ),
    'what lies deeper than Alembic looks': change({ 'alembic.ini': ini('script_location = alembic', EVIL) }, [
      added('evil/deeper/b2.py'),
    ]),
    'a revision that is taken away': change({ 'alembic.ini': ini('script_location = alembic', EVIL) }, [
      deleted('evil/b2.py'),
    ]),
    'a configuration that is taken away': change({}, [deleted('alembic.ini')]),
    'a link that is taken away': {
      change: [{ path: 'alembic/versions/README', status: 'deleted', oldMode: '120000' }],
    },
    'a link elsewhere': { change: [{ path: 'docs/latest', status: 'added', newMode: '120000' }] },
    'another open file': {
      ...tree(ini('script_location = evil')),
      seen: { focus: { kind: 'document', path: 'alembic/versions/a1.py' } },
    },
    'a history of the policy that takes in deeper folders': {
      ...tree(ini('script_location = alembic', 'recursive_version_locations = true')),
      policy: { migrations: { alembic: [{ folders: ['alembic/versions'], recursive: true }] } },
    },
    'a history of the policy over several folders': {
      ...tree(ini('script_location = alembic', 'version_locations = alembic/versions more')),
      policy: { migrations: { alembic: [{ folders: ['alembic/versions', 'more'] }] } },
    },
    'another ini file': change({ 'php.ini': 'no configuration at all' }, [added('php.ini')]),
    'settings of other tools': change({ 'setup.cfg': '[flake8]\nmax-line-length = 100\n' }, ['setup.cfg']),
    'compiled files that nobody loads': change({ 'alembic.ini': GOOD }, [added('alembic/versions/b2.pyc')]),
    'an old folder elsewhere in which nothing lies': {
      policy: { migrations: { alembic: ['backend/db/versions'] } },
      ...change({ 'backend/alembic.ini': ini('script_location = db') }, ['backend/alembic.ini']),
    },
  },
  breaks: {
    'a second location': {
      ...tree(ini('script_location = alembic', EVIL)),
      finds: [unnamed('evil', 'evil')],
    },
    'a location of a like name': {
      ...tree(ini('version_locations = alembic/versions alembic/versions2')),
      finds: [unnamed('alembic/versions2', 'alembic/versions2')],
    },
    'scripts that lie elsewhere': {
      ...tree(ini('script_location = evil')),
      finds: [unnamed('evil/versions', 'evil')],
    },
    'a folder above that of the policy': {
      ...tree(ini('version_locations = alembic', 'recursive_version_locations = true')),
      finds: [unnamed('alembic', 'alembic')],
    },
    'the root of the repository': {
      ...tree(ini('version_locations = %(here)s')),
      finds: [
        {
          messageId: 'root',
          data: { environment: 'alembic.ini' },
          underlines: '%(here)s',
        },
      ],
    },
    'several, each at its own line': {
      ...tree(
        ini(
          'path_separator = newline',
          'version_locations =',
          '    %(here)s/alembic/versions',
          '    %(here)s/one',
          '    two',
        ),
      ),
      finds: [unnamed('one', '%(here)s/one'), unnamed('two', 'two')],
    },
    'colons between them': {
      ...tree(ini('version_path_separator = os', 'version_locations = alembic/versions:evil')),
      finds: [unnamed('evil', 'evil')],
    },
    'semicolons between them': {
      ...tree(ini('version_path_separator = ;', 'version_locations = alembic/versions;%(here)s/../evil/x')),
      files: { 'a/alembic.ini': ini('version_path_separator = ;', 'version_locations = %(here)s/../evil') },
      policy: { migrations: { alembic: ['a/versions'] } },
      finds: [unnamed('evil', '%(here)s/../evil', 'a/alembic.ini')],
    },
    'a value that another option holds': {
      ...tree(ini('base = evil', 'script_location = %(base)s/db')),
      finds: [unnamed('evil/db/versions', 'script_location = %(base)s/db')],
    },
    'DEFAULT, in words that a section gives another meaning': {
      ...tree('[DEFAULT]\nbase = alembic\nscript_location = %(base)s\n[alembic]\n[evil]\nbase = evil\n'),
      finds: [unnamed('evil/versions', 'script_location = %(base)s', 'alembic.ini [evil]')],
    },
    'a second section': {
      ...tree(`${GOOD}[billing]\nscript_location = billing\n`),
      finds: [unnamed('billing/versions', 'billing', 'alembic.ini [billing]')],
    },
    'a list in pyproject.toml': {
      files: {
        ...BASE,
        'pyproject.toml':
          '[tool.alembic]\nscript_location = "alembic"\nversion_locations = [\n  "alembic/versions",\n  "evil",\n]\n',
      },
      finds: [unnamed('evil', 'evil', 'pyproject.toml')],
    },
    'a pyproject.toml that fills in what the ini file leaves out': {
      files: {
        ...BASE,
        'alembic.ini': ini(),
        'pyproject.toml': '[tool.alembic]\nscript_location = "evil"\n',
      },
      finds: [unnamed('evil/versions', 'evil')],
    },
    'a package of the same name that Python finds first': {
      policy: { migrations: { alembic: ['src/shop/db/versions'] } },
      files: {
        'alembic.ini': ini('prepend_sys_path = evil', 'script_location = shop:db'),
        'src/shop/db/versions/a1.py': REVISION,
        'evil/shop/db/versions/b2.py': REVISION,
      },
      finds: [unnamed('evil/shop/db/versions', 'shop:db')],
    },
    'a folder that is meant where Alembic is started elsewhere': {
      policy: { migrations: { alembic: ['db/versions'] } },
      files: {
        'alembic.ini': ini('script_location = %(here)s/db'),
        'db/alembic.ini': ini('script_location = db'),
        'db/versions/a1.py': REVISION,
        'db/db/versions/b2.py': REVISION,
      },
      finds: [unnamed('db/db/versions', 'db', 'db/alembic.ini')],
    },
    'compiled revisions': {
      ...tree(ini('script_location = alembic', 'sourceless = true')),
      finds: [compiled('sourceless = true')],
    },
    'compiled revisions where the scripts are told elsewhere': {
      files: { ...BASE, 'pyproject.toml': '[tool.alembic]\nsourceless = true\n' },
      finds: [compiled('true', 'pyproject.toml')],
    },
    'a change of the configuration': {
      ...change({ 'alembic.ini': ini('script_location = evil') }, ['alembic.ini']),
      finds: [unnamed('evil/versions', 'evil')],
    },
    'a change that adds a configuration, wherever it is and whatever it is called': {
      ...change({ 'deploy/production.cfg': ini('script_location = evil') }, [added('deploy/production.cfg')]),
      finds: [unnamed('deploy/evil/versions', 'evil', 'deploy/production.cfg')],
    },
    'a change that takes away the ini file before a pyproject.toml': {
      ...change({ 'pyproject.toml': '[tool.alembic]\nscript_location = "evil"\n' }, [deleted('alembic.ini')]),
      finds: [unnamed('evil/versions', 'evil', 'pyproject.toml')],
    },
    'a change that adds a revision to a folder that is loaded already': {
      ...change({ 'alembic.ini': ini('script_location = alembic', EVIL) }, [added('evil/b2.py')]),
      finds: [unnamed('evil', 'evil')],
    },
    'a change that edits one there': {
      ...change({ 'alembic.ini': ini('script_location = alembic', EVIL) }, ['evil/b2.py']),
      finds: [unnamed('evil', 'evil')],
    },
    'a change that makes the folder a link': {
      ...change({ 'alembic.ini': ini('script_location = alembic', EVIL) }, []),
      change: [{ path: 'evil', status: 'added', newMode: '120000' }],
      finds: [unnamed('evil', 'evil')],
    },
    'the open configuration, as it is typed': {
      ...tree(ini('script_location = evil')),
      seen: { focus: { kind: 'document', path: 'alembic.ini' } },
      finds: [unnamed('evil/versions', 'evil')],
    },
    'a history of the policy that takes in no deeper folders': {
      ...tree(ini('script_location = alembic', 'recursive_version_locations = true')),
      policy: { migrations: { alembic: [{ folders: ['alembic/versions'] }] } },
      finds: [
        {
          messageId: 'deeper',
          data: { environment: 'alembic.ini', folder: 'alembic/versions', policy: 'lockkeeper.json' },
          underlines: 'alembic',
        },
      ],
    },
    'a link among the revisions, whatever it is called': {
      change: [{ path: 'alembic/versions/README', status: 'added', newMode: '120000' }],
      finds: [linked('alembic/versions/README')],
    },
    'a link to a folder, which a whole tree has': {
      ...tree(GOOD),
      seen: { links: { 'alembic/versions/more': observed('../../plugins') } },
      finds: [linked('alembic/versions/more')],
    },
    'a link to a revision': {
      change: [{ path: 'alembic/versions/e0.py', status: 'modified', newMode: '120000' }],
      finds: [linked('alembic/versions/e0.py')],
    },
    'a link for the folder of the policy': {
      change: [{ path: 'alembic/versions', status: 'added', newMode: '120000' }],
      finds: [linked('alembic/versions')],
    },
    'a link for a folder around it': {
      change: [{ path: 'alembic', status: 'added', newMode: '120000' }],
      finds: [linked('alembic')],
    },
    'a change that adds a compiled revision where they are loaded': {
      ...change({ 'alembic.ini': ini('script_location = alembic', 'sourceless = true') }, [
        added('alembic/versions/__pycache__/b2.cpython-311.pyc'),
      ]),
      finds: [compiled('sourceless = true')],
    },
  },
  waits: {
    'a folder that only the machine knows': {
      ...tree(ini('script_location = /srv/alembic')),
      waits: [unclear('alembic.ini names /srv/alembic, which does not lie in the repository')],
    },
    'an option that says nothing': {
      ...tree(ini('script_location =')),
      waits: [unclear('script_location in line 2 of alembic.ini is empty')],
    },
    'a folder outside of the repository': {
      ...tree(ini('version_locations = alembic/versions ../evil')),
      waits: [unclear('alembic.ini names ../evil, which does not lie in the repository')],
    },
    'a value that nothing sets': {
      ...tree(ini('script_location = %(home)s/db')),
      waits: [unclear('script_location is unclear because nothing sets home in alembic.ini')],
    },
    'a separator that Alembic does not know': {
      ...tree(ini('version_locations = a b', 'path_separator = ,')),
      waits: [unclear('path_separator is ,, which Alembic does not know, in alembic.ini')],
    },
    'a configuration that cannot be read': {
      ...tree('script_location = evil\n'),
      waits: [unclear('alembic.ini cannot be read: it begins without a section (line 1)')],
    },
    'a configuration that is no text': {
      ...tree(GOOD),
      seen: { files: { 'alembic.ini': observed({ kind: 'unreadable', problem: 'it is a symbolic link' }) } },
      waits: [unclear('it is a symbolic link')],
    },
    'a configuration that was not read': {
      change: ['alembic.ini'],
      seen: { configurations: { files: { 'alembic.ini': unobserved('git failed') }, paths: observed([]) } },
      waits: [unclear('git failed')],
    },
  },
});
