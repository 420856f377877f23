import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import type { Evidence } from '../../model/finding.ts';
import type { ChangeInput } from '../../checker/observations-from-input.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { foldersOf } from '../../testing/folders-of.ts';

/** The policy of the first documents, as far as it is about paths. */
const POLICY = `version: 1
protected:
  - id: core
    paths:
      - backend/app/core/**
      - backend/app/services/payments**
      - backend/app/db/migrations/**
    require: { label: approved-core-change }
dependencies:
  - { id: backend, source: backend/requirements.txt, lock: backend/requirements.lock }
`;
const BEFORE = foldersOf([
  'lockkeeper.yaml',
  'backend/app/core/auth.py',
  'backend/app/core/security.py',
  'backend/app/routers/users.py',
  'backend/app/services/payments/stripe.py',
  'backend/requirements.txt',
  'backend/requirements.lock',
  'docs/guide.md',
]);

interface Attack {
  readonly changes: ChangeInput['changes'];
  readonly links?: Readonly<Record<string, string>>;
}

const link = (path: string, target: string): Attack => ({
  changes: [{ path, status: 'added', newMode: '120000' }],
  links: { [path]: target },
});
const added = (...paths: readonly string[]): Attack => ({
  changes: paths.map((path) => ({ path, status: 'added' })),
});
const gone = (path: string) => ({ path, status: 'deleted' }) as const;

function judge({ changes, links = {} }: Attack) {
  const checker = checkerFor(loadPolicy({ path: 'lockkeeper.yaml', text: POLICY }), undefined);
  const files = ['txt', 'lock'].map((ending) => ({ path: `backend/requirements.${ending}`, text: 'a==1\n' }));
  const input = {
    changes,
    links,
    files,
    folders: BEFORE,
    labels: [],
    commits: [],
    author: 'ana',
    pullRequest: null,
  };
  return checker.checkChange(input, { stage: 'ci' });
}

const ATTACKS: Readonly<Record<string, readonly [rules: readonly string[], attack: Attack]>> = {
  'symlink-into': [['paths/symlink'], link('docs/a.py', '../backend/app/core/auth.py')],
  'symlink-into, to the folder': [['paths/symlink'], link('docs/core', '../backend/app/core/')],
  'symlink-into, to a folder above': [['paths/symlink'], link('docs/app', '../backend')],
  'symlink-into, by way of the root': [['paths/symlink'], link('docs/root', '../.')],
  'symlink-into, to what will be there': [
    ['paths/symlink'],
    link('docs/m.sql', '../backend/app/db/migrations/2.sql'),
  ],
  'symlink-into, with detours': [
    ['paths/symlink'],
    link('docs/a.py', './../docs/../backend//app/core/./auth.py'),
  ],
  'symlink-into, to the policy': [['paths/symlink'], link('docs/p.yaml', '../lockkeeper.yaml')],
  'symlink-into, to workflows to come': [['paths/symlink'], link('docs/ci', '../.github/workflows')],
  'symlink-abs': [['paths/symlink'], link('docs/a', '/etc/passwd')],
  'symlink-abs, of Windows': [['paths/symlink'], link('docs/a', 'C:/Users')],
  'symlink-abs, of a home': [['paths/symlink'], link('docs/a', '~/.ssh')],
  'symlink-traverse': [['paths/symlink'], link('docs/a', '../../outside')],
  'symlink-traverse, for Windows': [['paths/symlink'], link('docs/a', '..\\..\\outside')],
  'symlink-traverse, after going down': [['paths/symlink'], link('docs/a', 'x/../../../outside')],
  'symlink to the folder of git': [['paths/symlink'], link('docs/a', '../.git/hooks')],
  'a chain of links': [
    ['paths/symlink'],
    {
      changes: ['docs/a', 'docs/b'].map((path) => ({ path, status: 'added' as const, newMode: '120000' })),
      links: { 'docs/a': 'b', 'docs/b': '../backend/app/core/auth.py' },
    },
  ],
  typechange: [
    ['paths/protected', 'paths/symlink'],
    {
      changes: [{ path: 'backend/app/core/auth.py', status: 'type-changed', newMode: '120000' }],
      links: { 'backend/app/core/auth.py': '../../../docs/guide.md' },
    },
  ],
  'dir-symlink': [
    ['paths/protected', 'paths/symlink'],
    {
      changes: [
        { path: 'backend/app/core', status: 'added', newMode: '120000' },
        gone('backend/app/core/auth.py'),
        gone('backend/app/core/security.py'),
      ],
      links: { 'backend/app/core': 'routers' },
    },
  ],
  'submodule-swap': [
    ['paths/protected', 'paths/submodule'],
    {
      changes: [
        { path: 'backend/app/core', status: 'added', newMode: '160000' },
        gone('backend/app/core/auth.py'),
        gone('backend/app/core/security.py'),
      ],
    },
  ],
  'submodule-add': [
    ['paths/submodule'],
    { changes: [{ path: 'docs/lib', status: 'added', newMode: '160000' }] },
  ],
  gitmodules: [['paths/submodule', 'policy/self-protect'], added('.gitmodules')],
  'case-dir': [['paths/case-collision'], added('backend/app/Core/auth.py')],
  'case-dir, far above': [['paths/case-collision'], added('Backend/app/core/auth.py')],
  'case-file': [['paths/case-collision'], added('BACKEND/APP/CORE/AUTH.PY')],
  'case-file, of a wildcard': [['paths/case-collision'], added('backend/app/services/Payments_v2.py')],
  'case-file, of a free file': [['paths/case-collision'], added('docs/GUIDE.md')],
  'case-file, by a letter of its own': [['paths/case-collision'], added('bac\u212aend/app/core/auth.py')],
  'deps-case': [['paths/case-collision'], added('backend/Requirements.txt')],
  'deps-case, of the lock': [['paths/case-collision'], added('backend/requirements.LOCK')],
  homoglyph: [['paths/confusable'], added('backend/app/\u0441\u043er\u0435/auth.py')],
  'homoglyph, by an accent': [['paths/confusable'], added('backend/app/cor\u00e9/auth.py')],
  'homoglyph, by full width': [['paths/confusable'], added('backend/app/\uff43ore/auth.py')],
  'nfd-lookalike': [['paths/confusable'], added('backend/app/core\u0301/auth.py')],
  nonutf8: [['paths/protected', 'paths/suspicious-name'], added('backend/app/core/caf\udce9.py')],
  newline: [['paths/protected', 'paths/suspicious-name'], added('backend/app/core/a\ndocs/b.md')],
  'quote-tab': [['paths/protected', 'paths/suspicious-name'], added('backend/app/core/a\t"b.py')],
  'a mark that turns the text': [['paths/suspicious-name'], added('docs/a\u202egnp.sh')],
  'a stream of Windows': [['paths/suspicious-name'], added('docs/guide.md::$DATA')],
};

const CONTROLS: Readonly<Record<string, Attack>> = {
  'ok-docs': { changes: ['docs/guide.md', { path: 'docs/new.md', status: 'added' }] },
  'ok-router': added('backend/app/routers/orders.py'),
  'a link beside its target': link('docs/latest.md', 'guide.md'),
  'a link to a free folder': link('docs/routers', '../backend/app/routers'),
  'a rename to another case': {
    changes: [gone('docs/guide.md'), { path: 'docs/Guide.md', status: 'added' }],
  },
  'names of other scripts': added(
    'docs/\u65e5\u672c\u8a9e.md',
    'docs/\u0440\u0443\u043a\u0430.md',
    'docs/stra\u00dfe.md',
  ),
  'a name with blanks and brackets': added('docs/my [old] notes (2).md'),
};

describe('an attack', () => {
  test.each(Object.entries(ATTACKS))('%s is refused by the rules that name it', (_, [rules, attack]) => {
    const report = judge(attack);
    expect(report.verdict).toBe('fail');
    expect([...new Set(report.findings.map(({ rule }) => rule))].toSorted()).toEqual(rules);
    expect(report.undetermined).toEqual([]);
  });

  test.each(Object.entries(CONTROLS))('is none: %s', (_, change) => {
    expect(judge(change)).toMatchObject({ verdict: 'pass', findings: [], undetermined: [] });
  });
});

describe('the evidence', () => {
  const said = ([, attack]: (typeof ATTACKS)[string], rule: string) =>
    judge(attack)
      .findings.filter((finding) => finding.rule === rule)
      .flatMap(({ evidence }) => evidence.map(sentence));
  const attackOf = (name: string) => ATTACKS[name] ?? [[], added()];

  test.each([
    [
      'a chain of links',
      'paths/symlink',
      [
        'docs/a was added',
        'docs/a points at b',
        'docs/b points at ../backend/app/core/auth.py',
        'backend/app/core/auth.py matches backend/app/core/** (line 5)',
        'docs/b was added',
        'docs/b points at ../backend/app/core/auth.py',
        'backend/app/core/auth.py matches backend/app/core/** (line 5)',
      ],
    ],
    [
      'typechange',
      'paths/symlink',
      [
        'backend/app/core/auth.py was type-changed',
        'backend/app/core/auth.py points at ../../../docs/guide.md',
        'backend/app/core/auth.py matches backend/app/core/** (line 5)',
      ],
    ],
    ['submodule-add', 'paths/submodule', ['docs/lib was added', 'integrity.submodules is deny']],
    [
      'case-dir',
      'paths/case-collision',
      ['backend/app/Core/auth.py but for its case matches backend/app/core/** (line 5)'],
    ],
    ['case-file, of a free file', 'paths/case-collision', ['docs/GUIDE.md lies beside docs/guide.md']],
    [
      'homoglyph',
      'paths/confusable',
      [
        'backend/app/\u0441\u043er\u0435/auth.py looks as if it matched backend/app/core/** (line 5)',
        'backend/app/\u0441\u043er\u0435/auth.py is written with U+0441, U+043E, U+0435',
      ],
    ],
    ['a stream of Windows', 'paths/suspicious-name', ['docs/guide.md::$DATA was added']],
  ])('of %s says why', (name, rule, evidence) => {
    expect(said(attackOf(name), rule)).toEqual(evidence);
  });

  test('points at the line of the policy that decides', () => {
    const [finding] = judge(attackOf('case-dir')[1]).findings;
    expect(finding?.related).toMatchObject([
      {
        message: 'backend/app/core/** belongs to section core.',
        at: { path: 'lockkeeper.yaml', start: { line: 4 } },
      },
    ]);
  });
});

function sentence({ subject, relation, value, source }: Evidence): string {
  const line = source === undefined ? '' : ` (line ${source.start.line + 1})`;
  return `${subject} ${relation} ${value}${line}`;
}
