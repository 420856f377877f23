import { describeRule } from '../../testing/describe-rule.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { pathsCaseCollision } from './case-collision.ts';

const POLICY = {
  protected: [
    {
      id: 'core',
      paths: ['backend/app/core/**', 'backend/app/services/payments**'],
      except: ['backend/app/core/README.md'],
      require: { label: 'approved-core-change' },
    },
  ],
  dependencies: [{ id: 'api', source: 'backend/requirements.txt', lock: 'backend/requirements.lock' }],
};
const BEFORE = foldersOf(['docs/guide.md', 'docs/reports/a.md', 'src/index.ts', 'CHANGELOG.md']);

const added = (path: string) => ({ path, status: 'added' }) as const;
const deleted = (path: string) => ({ path, status: 'deleted' }) as const;
const guarded = (path: string, guard: string) => ({
  messageId: 'guard',
  data: { path, guard },
  underlines: undefined,
});
const same = (own: string, other: string) => ({
  messageId: 'sibling',
  data: { own, other },
  underlines: undefined,
});

describeRule(pathsCaseCollision, {
  policy: POLICY,
  keeps: {
    'names that nothing is like': {
      change: [added('docs/handbook.md'), added('tests/a.py')],
      about: { folders: BEFORE },
    },
    'a file that is written in another case than before': {
      change: [deleted('docs/guide.md'), added('docs/Guide.md')],
      about: { folders: BEFORE },
    },
    'a folder that is moved to another case as a whole': {
      change: [
        deleted('docs/guide.md'),
        deleted('docs/reports/a.md'),
        added('Docs/guide.md'),
        added('Docs/reports/a.md'),
      ],
      about: { folders: BEFORE },
    },
    'a path that is protected as it is written': {
      change: [added('backend/app/core/New.py')],
      about: { folders: foldersOf(['backend/app/core/auth.py']) },
    },
    'names that differed before': {
      change: ['docs/GUIDE.md'],
      about: { folders: foldersOf(['docs/guide.md', 'docs/GUIDE.md']) },
    },
    'a new file in a folder that had a twin before': {
      change: [added('docs/new.md')],
      about: { folders: foldersOf(['docs/guide.md', 'Docs/other.md']) },
    },
    'what goes away': { change: [deleted('Docs/guide.md')] },
  },
  breaks: {
    'a folder in another case beside a protected one': {
      change: [added('backend/app/Core/auth.py')],
      about: { folders: foldersOf(['backend/app/core/auth.py']) },
      finds: [guarded('backend/app/Core/auth.py', 'section core')],
    },
    'the whole path of a protected file in another case': {
      change: [added('Backend/App/Core/Auth.py')],
      about: { folders: BEFORE },
      finds: [guarded('Backend/App/Core/Auth.py', 'section core')],
    },
    'another name for what a wildcard protects': {
      change: [added('backend/app/services/PAYMENTS_v2/refund.py')],
      about: { folders: BEFORE },
      finds: [guarded('backend/app/services/PAYMENTS_v2/refund.py', 'section core')],
    },
    'letters that are one where case does not count, and not otherwise': {
      change: [added('bac\u212aend/app/core/auth.py'), added('ba\u017fe.md')],
      about: { folders: foldersOf(['base.md']) },
      finds: [guarded('bac\u212aend/app/core/auth.py', 'section core'), same('ba\u017fe.md', 'base.md')],
    },
    'a twin of requirements, of the policy and of the deploy record': {
      change: [
        added('backend/Requirements.txt'),
        added('LockKeeper.yaml'),
        added('infrastructure/Last-Good-Deploy.json'),
        added('.GitHub/workflows/a.yml'),
      ],
      about: { folders: BEFORE },
      finds: [
        guarded('.GitHub/workflows/a.yml', 'what enforces the policy'),
        guarded('LockKeeper.yaml', 'what enforces the policy'),
        guarded('backend/Requirements.txt', 'the dependencies api'),
        guarded('infrastructure/Last-Good-Deploy.json', 'what only machines write'),
      ],
    },
    'a protected file that gets another case': {
      change: [deleted('backend/app/core/auth.py'), added('backend/app/CORE/auth.py')],
      about: { folders: foldersOf(['backend/app/core/auth.py']) },
      finds: [guarded('backend/app/CORE/auth.py', 'section core')],
    },
    'a file beside one of nearly the same name': {
      change: [added('docs/Guide.md')],
      about: { folders: BEFORE },
      finds: [same('docs/Guide.md', 'docs/guide.md')],
    },
    'a folder beside one of nearly the same name': {
      change: [added('Docs/new.md')],
      about: { folders: BEFORE },
      finds: [same('Docs', 'docs')],
    },
    'a file beside a folder': {
      change: [added('SRC')],
      about: { folders: BEFORE },
      finds: [same('SRC', 'src')],
    },
    'a composed accent beside a decomposed one': {
      change: [added('docs/caf\u00e9.md')],
      about: { folders: foldersOf(['docs/cafe\u0301.md']) },
      finds: [same('docs/caf\u00e9.md', 'docs/cafe\u0301.md')],
    },
    'two new names that are one': {
      change: [added('web/App.ts'), added('web/app.ts')],
      about: { folders: BEFORE },
      finds: [same('web/App.ts', 'web/app.ts'), same('web/app.ts', 'web/App.ts')],
    },
    'two new folders that are one': {
      change: [added('Web/a.ts'), added('web/b.ts')],
      about: { folders: BEFORE },
      finds: [same('Web', 'web'), same('web', 'Web')],
    },
    'a file that lies in the twin of its folder already': {
      change: [added('docs/Guide.md')],
      about: { folders: foldersOf(['docs/other.md', 'Docs/guide.md']) },
      finds: [same('docs/Guide.md', 'Docs/guide.md')],
    },
    'a folder in another case of which something stays': {
      change: [deleted('docs/guide.md'), added('Docs/guide.md')],
      about: { folders: BEFORE },
      finds: [same('Docs', 'docs')],
    },
    'a file that becomes a link beside its twin': {
      change: [{ path: 'docs/guide.md', status: 'type-changed', newMode: '120000' }],
      about: { folders: foldersOf(['docs/guide.md', 'docs/GUIDE.md']) },
      finds: [same('docs/guide.md', 'docs/GUIDE.md')],
    },
    'a twin of a protected path, whatever else is not known': {
      change: [added('backend/app/Core/auth.py')],
      finds: [guarded('backend/app/Core/auth.py', 'section core')],
    },
  },
  waits: {
    'paths without the folders they came to': {
      change: [added('docs/a.md'), added('docs/b.md'), added('src/c.ts')],
      waits: [
        {
          messageId: 'unknown',
          data: { folder: 'the root of the repository' },
          because: 'what lay in the root of the repository was not seen',
        },
      ],
    },
    'a folder that was not listed': {
      change: [added('docs/a.md')],
      about: { folders: { '': [{ name: 'docs', mode: '040000' }] } },
      waits: [
        {
          messageId: 'unknown',
          data: { folder: 'docs' },
          because: 'what lay in docs was not seen',
        },
      ],
    },
    'a folder of which nobody knows whether anything stays': {
      change: [deleted('docs/guide.md'), added('Docs/guide.md')],
      about: { folders: { '': [{ name: 'docs', mode: '040000' }] } },
      waits: [
        {
          messageId: 'unknown',
          data: { folder: 'docs' },
          because: 'what lay in docs was not seen',
        },
      ],
    },
  },
});
