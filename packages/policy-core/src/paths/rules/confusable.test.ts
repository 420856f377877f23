import { describeRule } from '../../testing/describe-rule.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { pathsConfusable } from './confusable.ts';

const POLICY = {
  protected: [
    {
      id: 'core',
      paths: ['backend/app/core/**', 'backend/app/services/payments**'],
      require: { label: 'approved-core-change' },
    },
  ],
};
const BEFORE = foldersOf(['docs/guide.md', 'docs/caf\u00e9.md', 'src/v1.ts', 'backend/app/core/auth.py']);

const added = (path: string) => ({ path, status: 'added' }) as const;
const guarded = (path: string, guard = 'section core') => ({
  messageId: 'guard',
  data: { path, guard },
  underlines: undefined,
});
const alike = (own: string, other: string) => ({
  messageId: 'sibling',
  data: { own, other },
  underlines: undefined,
});

describeRule(pathsConfusable, {
  policy: POLICY,
  keeps: {
    'names in one script': {
      change: [
        added('docs/\u0440\u0443\u043a\u043e\u0432\u043e\u0434\u0441\u0442\u0432\u043e.md'),
        added('docs/na\u00efve.md'),
      ],
      about: { folders: BEFORE },
    },
    'ASCII names that are alike, where nothing is at stake': {
      change: [added('src/vl.ts'), added('src/rnain.ts'), added('src/main.ts')],
      about: { folders: BEFORE },
    },
    'a protected path as it is written': {
      change: [added('backend/app/core/modern.py')],
      about: { folders: BEFORE },
    },
    'a path that is protected in another case, which is the matter of another rule': {
      change: [added('backend/app/CORE/auth.py')],
      about: { folders: BEFORE },
    },
    'a name that was there before': { change: ['docs/guid\u0435.md'], about: { folders: BEFORE } },
    'a new file in a folder that was there before': {
      change: [added('d\u043ecs/new.md')],
      about: { folders: foldersOf(['docs/guide.md', 'd\u043ecs/old.md']) },
    },
    'the same name in another form of the same characters': {
      change: [added('docs/cafe\u0301.md')],
      about: { folders: BEFORE },
    },
    'a look-alike of what the change takes away': {
      change: [{ path: 'docs/guide.md', status: 'deleted' }, added('docs/guid\u0435.md')],
      about: { folders: BEFORE },
    },
    'an accent, which is ordinary spelling where nothing is at stake': {
      change: [added('docs/gu\u00efde.md'), added('docs/cafe.md')],
      about: { folders: BEFORE },
    },
    'an ASCII name, whatever lay beside it': { change: [added('docs/new.md')] },
  },
  breaks: {
    'a folder in Cyrillic letters that looks protected': {
      change: [added('backend/app/\u0441\u043ere/auth.py')],
      about: { folders: BEFORE },
      finds: [guarded('backend/app/\u0441\u043ere/auth.py')],
    },
    'a look-alike of a folder above': {
      change: [added('b\u0430ckend/app/core/auth.py')],
      about: { folders: BEFORE },
      finds: [guarded('b\u0430ckend/app/core/auth.py')],
    },
    'a look-alike of what a wildcard protects': {
      change: [added('backend/app/services/p\u0430yments_v2/a.py')],
      about: { folders: BEFORE },
      finds: [guarded('backend/app/services/p\u0430yments_v2/a.py')],
    },
    'an accent, where something is at stake': {
      change: [added('backend/app/cor\u00e9/auth.py')],
      about: { folders: BEFORE },
      finds: [guarded('backend/app/cor\u00e9/auth.py')],
    },
    'a look-alike in capitals': {
      change: [added('backend/app/\u0421ORE/auth.py')],
      about: { folders: BEFORE },
      finds: [guarded('backend/app/\u0421ORE/auth.py')],
    },
    'r and n for m, where something is at stake': {
      change: [added('backend/app/services/payrnents.py'), added('.c1aude/settings.json')],
      about: { folders: BEFORE },
      finds: [
        guarded('.c1aude/settings.json', 'what enforces the policy'),
        guarded('backend/app/services/payrnents.py'),
      ],
    },
    'instructions for agents under a name that looks like theirs': {
      change: [added('docs/AGENT\u0405.md')],
      about: { folders: BEFORE },
      finds: [guarded('docs/AGENT\u0405.md', 'what enforces the policy')],
    },
    'a name that looks like the one beside it': {
      change: [added('docs/guid\u0435.md')],
      about: { folders: BEFORE },
      finds: [alike('docs/guid\u0435.md', 'docs/guide.md')],
    },
    'a folder that looks like the one beside it': {
      change: [added('d\u043ecs/new.md')],
      about: { folders: BEFORE },
      finds: [alike('d\u043ecs', 'docs')],
    },
    'two new names that look alike, of which one says what it is': {
      change: [added('web/app.ts'), added('web/\u0430pp.ts')],
      about: { folders: BEFORE },
      finds: [alike('web/\u0430pp.ts', 'web/app.ts')],
    },
    'a look-alike of a protected path, whatever else is not known': {
      change: [added('backend/app/\u0441\u043ere/auth.py')],
      finds: [guarded('backend/app/\u0441\u043ere/auth.py')],
    },
  },
  waits: {
    'a name in another script, without the names beside it': {
      change: [added('docs/\u0433\u0438\u0434.md')],
      waits: [
        {
          messageId: 'unknown',
          data: { path: 'docs/гид.md' },
          because: 'what lay in docs was not seen',
        },
      ],
    },
  },
});
