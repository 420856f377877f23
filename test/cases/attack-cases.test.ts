import { describe, expect, it } from 'vitest';

import {
  checkerFor,
  exitCodeOf,
  loadPolicy,
  type ChangeEntry,
  type ChangeInput,
  type TextFile,
} from '@lockkeeper/policy-core';
import { caseFile } from './case-files.ts';

const POLICY = `version: 1
extends: self-protection
protected:
  - id: core
    paths:
      - backend/app/core/**
      - backend/app/security/**
      - backend/app/database/**
      - backend/app/services/payments**
      - backend/app/guardian/**
      - backend/app/db/migrations/**
    require: { label: approved-core-change }
dependencies:
  - { id: backend, source: backend/requirements.txt, lock: backend/requirements.lock }
`;

type Authority = 'trusted' | 'untrusted';

/** One way around the policy, as git shows it after the fact. */
interface Attack {
  readonly changes: readonly ChangeEntry[];
  readonly label?: Authority;
  readonly source?: string;
  /** `undefined`: the lock is gone. */
  readonly lock?: string | undefined;
}

const FILE = '100644';
const ABSENT = '000000';

const added = (path: string, newMode = FILE): ChangeEntry => ({
  status: 'added',
  path,
  oldMode: ABSENT,
  newMode,
});
const modified = (path: string, newMode = FILE): ChangeEntry => ({
  status: 'modified',
  path,
  oldMode: FILE,
  newMode,
});
const deleted = (path: string): ChangeEntry => ({ status: 'deleted', path, oldMode: FILE, newMode: ABSENT });
const retyped = (path: string, newMode: string): ChangeEntry => ({
  status: 'type-changed',
  path,
  oldMode: FILE,
  newMode,
});
const pair = (lines: string, lock: string | undefined = lines): Attack => ({
  changes: [
    modified('backend/requirements.txt'),
    lock === undefined ? deleted('backend/requirements.lock') : modified('backend/requirements.lock'),
  ],
  source: lines,
  lock,
});

const ATTACKS: Readonly<Record<string, Attack>> = {
  'ok-docs': { changes: [modified('docs/guide.md')] },
  'ok-router': { changes: [modified('backend/app/routers/users.py')] },
  direct: { changes: [modified('backend/app/core/auth.py')] },
  'direct-labelled': { changes: [modified('backend/app/core/auth.py')], label: 'trusted' },
  'self-label': { changes: [modified('backend/app/core/auth.py')], label: 'untrusted' },
  'rename-out': { changes: [deleted('backend/app/core/auth.py'), added('backend/app/routers/auth.py')] },
  'rename-rewrite': { changes: [deleted('backend/app/core/auth.py'), added('docs/auth.md')] },
  'rename-in': { changes: [deleted('backend/app/routers/a.py'), added('backend/app/core/a.py')] },
  'out-edit-back': { changes: [modified('backend/app/core/auth.py')] },
  delete: { changes: [deleted('backend/app/core/auth.py')] },
  chmod: { changes: [modified('backend/app/core/auth.py', '100755')] },
  typechange: { changes: [retyped('backend/app/core/auth.py', '120000')] },
  'dir-symlink': {
    changes: [added('backend/app/core', '120000'), deleted('backend/app/core/auth.py')],
  },
  'submodule-swap': {
    changes: [added('backend/app/core', '160000'), deleted('backend/app/core/auth.py')],
  },
  'payments-sub': { changes: [added('backend/app/services/payments/refund.py')] },
  'payments-prefix': { changes: [added('backend/app/services/payments_v2/refund.py')] },
  dotfile: { changes: [added('backend/app/core/.env')] },
  dotdir: { changes: [added('backend/app/core/.hidden/a.py')] },
  utf8: { changes: [added('backend/app/core/caf\u00e9.py')] },
  'quote-tab': { changes: [added('backend/app/core/a\t"b.py')] },
  newline: { changes: [added('backend/app/core/a\ndocs/b.md')] },
  nonutf8: { changes: [added('backend/app/core/caf\udce9.py')] },
  'policy-edit': { changes: [modified('lockkeeper.yaml')] },
  'policy-rename': { changes: [deleted('lockkeeper.yaml'), added('docs/lockkeeper.yaml')] },
  'workflow-edit': { changes: [modified('.github/workflows/policy.yml')] },
  'workflow-shadow': { changes: [added('.github/workflows/other.yml')] },
  'codeowners-edit': { changes: [modified('.github/CODEOWNERS')] },
  'codeowners-shadow': { changes: [added('docs/CODEOWNERS')] },
  gitattributes: { changes: [added('.gitattributes')] },
  'agent-settings': { changes: [modified('.claude/settings.json')] },
  'human-protected': { changes: [modified('backend/app/security/tokens.py')] },
  'human-protected-ok': { changes: [modified('backend/app/security/tokens.py')], label: 'trusted' },
  'human-free': { changes: [modified('frontend/app.ts')] },
  'big-pr': {
    changes: [
      ...Array.from({ length: 3_200 }, (_, index) => added(`docs/reports/${index}.md`)),
      modified('backend/app/core/auth.py'),
    ],
  },
  'deps-ok': pair('flask==3.0.0\n'),
  'deps-desync': pair('flask==3.0.1\n', 'flask==3.0.0\n'),
  'deps-unpinned': pair('flask>=3\n'),
  'deps-nolock': {
    changes: [deleted('backend/requirements.lock')],
    source: 'flask==3.0.0\n',
    lock: undefined,
  },
  'deps-u2028': pair('flask==3.0.0 # fine\u2028evil\n'),
  'deps-abbrev': pair('--extra-index https://example.org/\nflask==3.0.0\n'),
  'deps-include': pair('-r ../elsewhere.txt\nflask==3.0.0\n'),
  'deps-wild': pair('flask==3.0.*\n'),
};

/** What the other rows of the table ask about: there is no rule for it yet. */
const NOT_YET = [
  'ai-not-allowed',
  'ai-denied',
  'label-stale',
  'protected-touched',
  'symlink',
  'submodule',
  'case-collision',
  'confusable',
  'ai-branch',
  'no-direct-push',
  'deps/label',
];

const table = caseFile('attacks.md');

describe.skipIf(table === undefined)('attacks on protected paths and pins', () => {
  const rows = rowsOf(table ?? '');

  it.each(Object.entries(ATTACKS))('%s gets the verdict it must get', (id, attack) => {
    const expected = rows.get(id)?.verdict;
    expect(expected, 'the table knows this attack').toBeDefined();
    expect(exitCodeOf(judge(attack)) === 0 ? 'pass' : 'block').toBe(expected);
  });

  it('leave out only what no rule speaks of yet', () => {
    const left = [...rows].filter(([id]) => !(id in ATTACKS));
    const unexplained = left.filter(([, { rules }]) => !NOT_YET.some((word) => rules.includes(word)));
    expect(unexplained.map(([id]) => id)).toEqual([]);
  });

  it('all name the path when they are blocked for it', () => {
    const silent = Object.entries(ATTACKS).filter(([id, attack]) => {
      if (!rows.get(id)?.rules.includes('paths/protected')) return false;
      return !judge(attack).findings.some(({ rule }) => rule === 'paths/protected');
    });
    expect(silent.map(([id]) => id)).toEqual([]);
  });
});

function judge({ changes, label, source = 'flask==3.0.0\n', lock }: Attack) {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: POLICY });
  const files: readonly TextFile[] = [
    { path: 'lockkeeper.yaml', text: POLICY },
    { path: 'backend/requirements.txt', text: source },
    ...(lock === undefined ? [] : [{ path: 'backend/requirements.lock', text: lock }]),
  ];
  const labels: ChangeInput['labels'] =
    label === undefined ? [] : [{ name: 'approved-core-change', authority: { known: true, value: label } }];
  return checkerFor(policy, undefined).checkChange({ changes, files, labels }, { stage: 'ci' });
}

interface AttackRow {
  readonly verdict: string;
  readonly rules: string;
}

/** The table has the id first, the verdict sixth and the rules seventh. */
function rowsOf(page: string): ReadonlyMap<string, AttackRow> {
  return new Map(
    page.split('\n').flatMap((line) => {
      const cells = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const [id = '', , , , , verdict = '', rules = ''] = cells;
      return ['pass', 'block', 'warn'].includes(verdict) ? [[id, { verdict, rules }] as const] : [];
    }),
  );
}
