import { unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { pathsSymlink } from './symlink.ts';

const POLICY = {
  protected: [
    {
      id: 'core',
      paths: ['backend/app/core/**', 'backend/app/services/payments**'],
      except: ['backend/app/core/README.md'],
      require: { label: 'approved-core-change' },
    },
  ],
  change_scope: { allow: ['docs/**'], deny: { paths: ['backend/app/security/'] } },
};

const link = (path: string) => ({ path, status: 'added', newMode: '120000' }) as const;
const moved = (path: string) => ({ path, status: 'modified', oldMode: '120000', newMode: '120000' }) as const;

const BEFORE = foldersOf([
  'lockkeeper.json',
  'docs/guide.md',
  'docs/reports/a.md',
  'backend/app/core/auth.py',
  'backend/app/services/payments.py',
  'backend/app/services/users.py',
  'backend/app/security/keys.py',
  'infrastructure/last-good-deploy.json',
]);

const linked = (path: string, target: string) => ({
  change: [link(path)],
  about: { links: { [path]: target }, folders: BEFORE },
});

const into = (path: string, reached: string, guard: string) => ({
  messageId: 'guarded',
  data: { path, reached, guard },
  underlines: undefined,
});
const above = (path: string, reached: string, inside: string) => ({
  messageId: 'above',
  data: { path, reached, inside, guard: 'section core' },
  underlines: undefined,
});
const out = (path: string, target: string) => ({
  messageId: 'outside',
  data: { path, target },
  underlines: undefined,
});
const handedOver = (path: string, reached: string, guard = 'section core') => ({
  messageId: 'handedOver',
  data: { path, guard, reached },
  underlines: undefined,
});

describeRule(pathsSymlink, {
  policy: POLICY,
  keeps: {
    'a link to a file beside it': linked('docs/latest.md', 'guide.md'),
    'a link to a folder below it': linked('docs/latest', 'reports'),
    'a link to its own folder': linked('docs/here', '.'),
    'a link over other folders': linked('docs/users.py', '../backend/app/services/users.py'),
    'a link to nothing, at a place nobody guards': linked('docs/next.md', 'reports/next.md'),
    'a link below a file, which leads nowhere': linked('docs/x', 'guide.md/deeper'),
    'a link to what its section leaves free': linked('docs/core.md', '../backend/app/core/README.md'),
    'a link between two paths of one guard': linked('CLAUDE.md', 'AGENTS.md'),
    'a link within a protected folder': linked('backend/app/core/session.py', 'auth.py'),
    'a link that goes away': {
      change: [{ path: 'docs/latest.md', status: 'deleted', oldMode: '120000', newMode: '000000' }],
      about: { folders: BEFORE },
    },
    'a link that becomes a file': {
      change: [{ path: 'docs/latest.md', status: 'type-changed', oldMode: '120000', newMode: '100644' }],
      about: { folders: BEFORE },
    },
    'a link that may lead anywhere': {
      policy: { ...POLICY, integrity: { symlinks: { except: ['tests/fixtures/**'] } } },
      ...linked('tests/fixtures/evil', '/etc/passwd'),
    },
    'any link, where the policy allows them': {
      policy: { ...POLICY, integrity: { symlinks: { allow: true } } },
      ...linked('docs/auth.py', '../backend/app/core/auth.py'),
    },
    'a folder that holds only names which are guarded wherever they are': linked('docs/r', 'reports'),
    'a link in a whole tree without a change': { files: { 'docs/a.md': 'x\n' } },
  },
  breaks: {
    'a link to a folder in which only wildcards guard': {
      ...linked('docs/services', '../backend/app/services'),
      policy: {
        protected: [
          { id: 'core', paths: ['backend/**/users.py'], require: { label: 'approved-core-change' } },
        ],
      },
      finds: [above('docs/services', 'backend/app/services', 'backend/**/users.py')],
    },
    'a link into a protected folder': {
      ...linked('docs/auth.py', '../backend/app/core/auth.py'),
      finds: [into('docs/auth.py', 'backend/app/core/auth.py', 'section core')],
    },
    'a link to the protected folder itself': {
      ...linked('docs/core', '../backend/app/core'),
      finds: [into('docs/core', 'backend/app/core', 'section core')],
    },
    'a link to a protected path that is not there yet': {
      ...linked('docs/p.py', '../backend/app/services/payments/refund.py'),
      finds: [into('docs/p.py', 'backend/app/services/payments/refund.py', 'section core')],
    },
    'a link into a protected folder in another case': {
      ...linked('docs/auth.py', '../Backend/App/CORE/auth.py'),
      finds: [into('docs/auth.py', 'backend/app/core/auth.py', 'section core')],
    },
    'a link that Windows takes into a protected folder': {
      ...linked('docs/auth.py', '..\\backend\\app\\core\\auth.py'),
      finds: [into('docs/auth.py', 'backend/app/core/auth.py', 'section core')],
    },
    'a link whose dots Windows leaves out': {
      ...linked('docs/auth.py', '../backend/app/core./auth.py'),
      finds: [into('docs/auth.py', 'backend/app/core/auth.py', 'section core')],
    },
    'a link to what an agent must not touch': {
      ...linked('docs/keys.py', '../backend/app/security/keys.py'),
      finds: [into('docs/keys.py', 'backend/app/security/keys.py', 'what the change scope denies')],
    },
    'a link to the policy': {
      ...linked('docs/policy.json', '../lockkeeper.json'),
      finds: [into('docs/policy.json', 'lockkeeper.json', 'what enforces the policy')],
    },
    'a link to what only machines write': {
      ...linked('docs/last.json', '../infrastructure/last-good-deploy.json'),
      finds: [into('docs/last.json', 'infrastructure/last-good-deploy.json', 'what only machines write')],
    },
    'a link that another link of the change leads on': {
      change: [link('docs/a'), link('docs/b')],
      about: { links: { 'docs/a': 'b/auth.py', 'docs/b': '../backend/app/core' }, folders: BEFORE },
      finds: [
        into('docs/a', 'backend/app/core/auth.py', 'section core'),
        into('docs/b', 'backend/app/core', 'section core'),
      ],
    },
    'a link that an older link leads on': {
      change: [moved('docs/a')],
      about: {
        links: { 'docs/a': '../old/auth.py', old: 'backend/app/core' },
        folders: foldersOf(['docs/guide.md', 'backend/app/core/auth.py'], ['old', 'docs/a']),
      },
      finds: [into('docs/a', 'backend/app/core/auth.py', 'section core')],
    },
    'a link to a folder above a protected one': {
      ...linked('docs/app', '../backend/app'),
      finds: [above('docs/app', 'backend/app', 'backend/app/core')],
    },
    'a link to the folder in which protected names begin': {
      ...linked('docs/services', '../backend/app/services'),
      finds: [above('docs/services', 'backend/app/services', 'backend/app/services')],
    },
    'a link to the root of the repository': {
      ...linked('docs/all', '..'),
      finds: [above('docs/all', 'the root of the repository', 'backend/app/core')],
    },
    'a protected file that is swapped for a link to a free one': {
      change: [
        { path: 'backend/app/core/auth.py', status: 'type-changed', oldMode: '100644', newMode: '120000' },
      ],
      about: { links: { 'backend/app/core/auth.py': '../../../docs/guide.md' }, folders: BEFORE },
      finds: [handedOver('backend/app/core/auth.py', 'docs/guide.md')],
    },
    'a protected folder that is swapped for a link': {
      change: [link('backend/app/core'), { path: 'backend/app/core/auth.py', status: 'deleted' }],
      about: { links: { 'backend/app/core': '../../docs' }, folders: BEFORE },
      finds: [handedOver('backend/app/core', 'docs')],
    },
    'settings of an agent that are kept elsewhere': {
      ...linked('.claude/skills', '../docs/skills'),
      finds: [handedOver('.claude/skills', 'docs/skills', 'what enforces the policy')],
    },
    'targets at fixed places, whatever system they are for': {
      change: ['docs/a', 'docs/b', 'docs/c', 'docs/d'].map(link),
      about: {
        links: {
          'docs/a': '/etc/passwd',
          'docs/b': 'C:\\Windows',
          'docs/c': '\\\\server\\share',
          'docs/d': '~/.ssh/id_rsa',
        },
        folders: BEFORE,
      },
      finds: [
        out('docs/a', '/etc/passwd'),
        out('docs/b', 'C:\\Windows'),
        out('docs/c', '\\\\server\\share'),
        out('docs/d', '~/.ssh/id_rsa'),
      ],
    },
    'a target that climbs out': {
      ...linked('docs/x', '../../elsewhere'),
      finds: [out('docs/x', '../../elsewhere')],
    },
    'a target that climbs out and comes back by the name of the folder': {
      ...linked('docs/x', '../../repository/docs/guide.md'),
      finds: [out('docs/x', '../../repository/docs/guide.md')],
    },
    'the folder of git': {
      change: [link('docs/a'), link('docs/b')],
      about: { links: { 'docs/a': '../.git/config', 'docs/b': '../.GIT/hooks' }, folders: BEFORE },
      finds: ['docs/a', 'docs/b'].map((path) => ({
        messageId: 'gitFolder',
        data: { path, target: path === 'docs/a' ? '../.git/config' : '../.GIT/hooks' },
        underlines: undefined,
      })),
    },
    'links that lead to each other, or nowhere': {
      change: ['docs/a', 'docs/b', 'docs/c', 'docs/d'].map(link),
      about: {
        links: { 'docs/a': 'b', 'docs/b': 'a', 'docs/c': '', 'docs/d': 'x\0y' },
        folders: BEFORE,
      },
      finds: [
        ['docs/a', 'it leads in a circle, or further than any system follows'],
        ['docs/b', 'it leads in a circle, or further than any system follows'],
        ['docs/c', 'its target is empty'],
        ['docs/d', 'its target holds a NUL character'],
      ].map(([path = '', how = '']) => ({
        messageId: 'dead',
        data: { path, how },
        underlines: undefined,
      })),
    },
  },
  waits: {
    'a link nobody read': {
      change: [link('docs/a')],
      about: { folders: BEFORE },
      waits: [
        {
          messageId: 'unknown',
          data: { path: 'docs/a' },
          because: 'what it points at was not read',
        },
      ],
    },
    'a link through folders nobody saw': {
      change: [link('docs/a')],
      about: { links: { 'docs/a': '../backend/x' }, folders: { docs: [] } },
      waits: [
        {
          messageId: 'unknown',
          data: { path: 'docs/a' },
          because: 'what lay in the root of the repository was not seen',
        },
      ],
    },
    'an older link on the way that could not be read': {
      change: [link('docs/a')],
      seen: {
        links: {
          'docs/a': { known: true, value: '../old/x' },
          old: unobserved('git has no copy of it here'),
        },
        folders: Object.fromEntries(
          Object.entries(foldersOf(['docs/guide.md'], ['old'])).map(([folder, value]) => [
            folder,
            { known: true as const, value },
          ]),
        ),
      },
      waits: [
        {
          messageId: 'unknown',
          data: { path: 'docs/a' },
          because: 'git has no copy of it here',
        },
      ],
    },
  },
});
