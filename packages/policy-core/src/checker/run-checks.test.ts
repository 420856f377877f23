import { describe, expect, test } from 'vitest';

import { acceptableIn, baselineOf, baselineText } from './baseline.ts';
import { checkerFor } from './checker.ts';
import { loadPolicy } from './load-policy.ts';
import { allRules } from './all-rules.ts';

const FILES = [
  { path: 'backend/requirements.txt', text: 'flask>=2\nhttpx>=0.27\n' },
  { path: 'backend/requirements.lock', text: 'flask==2.0\nhttpx==0.27.0\n' },
];
const BACKEND = { id: 'backend', source: 'backend/requirements.txt', lock: 'backend/requirements.lock' };
/** A lock that fits, and a source that is held to pins all the same: one rule finds two lines. */
const PAIR = {
  dependencies: [{ ...BACKEND, sync: { mode: 'compiled' }, pinned: { source: 'exact' } }],
};

/** What nobody can decide: the variable may bring anything. */
const OPEN = {
  dependencies: [{ ...BACKEND, env_vars: 'allow', direct_urls: 'allow' }],
  rules: { 'dependencies/lock-unpinned': 'off' },
};
const OPEN_FILES = FILES.map(({ path }) => ({ path, text: 'a @ https://x.example/${PLACE}\n' }));

function checker(policy: object) {
  return checkerFor(
    loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, ...PAIR, ...policy }) }),
    undefined,
  );
}

const waiver = {
  rule: 'dependencies/requirements-pinned',
  path: 'backend/**',
  reason: 'until the upgrade',
  approver: 'ana',
  expires: '2026-11-21',
};

describe('the verdict', () => {
  test('fails on one error', () => {
    expect(checker({}).checkFiles(FILES).verdict).toBe('fail');
  });

  test('passes with warnings only', () => {
    const report = checker({ rules: { 'dependencies/requirements-pinned': 'warning' } }).checkFiles(FILES);
    expect([report.verdict, report.findings.map(({ severity }) => severity)]).toEqual([
      'pass',
      ['warning', 'warning'],
    ]);
  });

  test('is undetermined when an error could be hidden', () => {
    expect(checker(OPEN).checkFiles(OPEN_FILES).verdict).toBe('undetermined');
    const rules = { ...OPEN.rules, 'dependencies/requirements-pinned': 'warning' };
    expect(checker({ ...OPEN, rules }).checkFiles(OPEN_FILES).verdict).toBe('pass');
  });

  test('is that of its own policy, whichever judged before', () => {
    const strict = checker({});
    const lenient = checker({ rules: { 'dependencies/requirements-pinned': 'warning' } });
    const judged = [strict, lenient, strict, lenient].map((one) => one.checkFiles(FILES));
    expect(judged.map(({ verdict }) => verdict)).toEqual(['fail', 'pass', 'fail', 'pass']);
    const only = strict.checkFiles(FILES, { only: ['dependencies/requirements-pinned'] });
    expect(only.rules.length).toBeLessThan(judged[0]?.rules.length ?? 0);
    expect(strict.checkFiles(FILES).rules).toEqual(judged[0]?.rules);
  });

  test('of a rule that is off is not asked for', () => {
    const report = checker({ rules: { 'dependencies/requirements-pinned': 'off' } }).checkFiles(FILES);
    expect([
      report.verdict,
      report.rules.some(({ rule }) => rule === 'dependencies/requirements-pinned'),
    ]).toEqual(['pass', false]);
  });

  test('of a draft blocks nothing and still tells everything', () => {
    const report = checker({ policy: { status: 'draft' } }).checkFiles(FILES);
    expect([report.verdict, report.findings.length]).toEqual(['pass', 2]);
  });
});

test('a draft may not be taken away or broken by a change, as it is what the next change is judged by', () => {
  const draft = checker({ policy: { status: 'draft' } });
  const changes = [{ path: 'lockkeeper.json', status: 'deleted' as const }];
  expect(draft.checkChange({ changes }).verdict).toBe('fail');
});

describe('findings', () => {
  test('come by path, then line, whatever rule found them', () => {
    const files = [
      { path: 'backend/requirements.lock', text: 'b==1\na>=1\n' },
      { path: 'backend/requirements.txt', text: 'c\n' },
    ];
    const order = checker({ dependencies: [BACKEND] })
      .checkFiles(files)
      .findings.map(({ at, rule }) => `${at?.path}:${at?.start.line} ${rule}`);
    expect(order).toEqual([
      'backend/requirements.lock:0 dependencies/lock-stale-entry',
      'backend/requirements.lock:1 dependencies/lock-stale-entry',
      'backend/requirements.lock:1 dependencies/lock-unpinned',
      'backend/requirements.txt:0 dependencies/lock-in-sync',
      'backend/requirements.txt:0 dependencies/requirements-pinned',
    ]);
  });

  test('of an open document are its own', () => {
    const report = checker({}).checkDocument({ path: 'backend/requirements.txt', text: 'flask>=2\n' });
    expect(report.findings.map(({ at, rule }) => [at?.path, rule])).toEqual([
      ['backend/requirements.txt', 'dependencies/requirements-pinned'],
    ]);
  });

  test('outside the scope of the policy are not made [row 0.01]', () => {
    expect(checker({ scope: ['infrastructure/**', 'docs/**'] }).checkFiles(FILES).findings).toEqual([]);
    expect(checker({ scope: ['backend/**'] }).checkFiles(FILES).findings).toHaveLength(2);
  });

  test('of a protected path are made wherever it lies: a scope takes no protection back', () => {
    const guarded = checker({ scope: ['backend/**'], extends: ['self-protection'] });
    const report = guarded.checkChange({ changes: ['.claude/settings.json'], labels: [] }, { stage: 'ci' });
    expect(report.findings.map(({ at }) => at?.path)).toEqual(['.claude/settings.json']);
  });

  test('count the files they are in, also those that were never read', () => {
    const guarded = checker({ extends: ['self-protection'] });
    expect(
      guarded.checkChange({ changes: ['.claude/a', '.claude/b'], labels: [] }, { stage: 'ci' }).files,
    ).toBe(2);
  });
});

describe('a waiver', () => {
  const on = (now: string | undefined) =>
    checker({ waivers: [waiver] }).checkFiles(FILES, now === undefined ? {} : { now });

  test('holds to the end of its last day', () => {
    const report = on('2026-11-21T23:59:59Z');
    expect([
      report.verdict,
      report.waived.map(({ waiver: { approver, reason } }) => `${approver}: ${reason}`),
    ]).toEqual(['pass', ['ana: until the upgrade', 'ana: until the upgrade']]);
  });

  test('has ended the day after, and the finding says so', () => {
    const [finding] = on('2026-11-22T00:00:00Z').findings;
    expect(finding?.evidence).toMatchObject([
      { subject: 'the waiver of ana', relation: 'expired on', value: '2026-11-21' },
    ]);
  });

  test('does not hold where nobody knows the day', () => {
    expect(on(undefined).verdict).toBe('fail');
  });

  test('holds for its own rule and paths only', () => {
    const now = '2026-11-01T00:00:00Z';
    expect(
      checker({ waivers: [{ ...waiver, path: 'frontend/**' }] }).checkFiles(FILES, { now }).verdict,
    ).toBe('fail');
    expect(
      checker({ waivers: [{ ...waiver, rule: 'dependencies/lock-in-sync' }] }).checkFiles(FILES, { now })
        .verdict,
    ).toBe('fail');
  });

  test('also accepts what cannot be decided', () => {
    const waived = checker({ ...OPEN, waivers: [waiver] });
    expect(waived.checkFiles(OPEN_FILES, { now: '2026-11-01T00:00:00Z' }).verdict).toBe('pass');
  });
});

describe('a baseline', () => {
  const accepted = baselineText(baselineOf(checker({}).checkFiles(FILES).findings));

  test('hides what was accepted and counts it', () => {
    const report = checker({}).checkFiles(FILES, { baseline: accepted });
    expect([report.verdict, report.baselined.length, report.outdatedBaselineEntries]).toEqual(['pass', 2, 0]);
  });

  test('may hold what cannot be decided, so that an old repository can adopt a policy', () => {
    const files = FILES.map(({ path }) => ({ path, text: 'a(==1)\n' }));
    const text = baselineText(baselineOf(acceptableIn(checker({}).checkFiles(files))));
    expect(checker({}).checkFiles(files, { baseline: text, stage: 'ci' })).toMatchObject({
      verdict: 'pass',
      undetermined: [],
    });
  });

  test('never holds an approval that is still missing', () => {
    const guarded = checker({ protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }] });
    const report = guarded.checkChange({ changes: ['core/a.py'] });
    expect([report.undetermined.length, acceptableIn(report)]).toEqual([1, []]);
  });

  test('says how much of it has been mended', () => {
    const mended = FILES.map(({ path }) => ({ path, text: 'flask==2\n' }));
    expect(checker({}).checkFiles(mended, { baseline: accepted }).outdatedBaselineEntries).toBe(2);
  });

  test('says nothing of that in a run that did not see the whole tree', () => {
    const report = checker({}).checkChange({ changes: ['docs/a.md'] }, { baseline: accepted });
    expect(report.outdatedBaselineEntries).toBeUndefined();
  });

  test('that is not one accepts nothing', () => {
    expect(checker({}).checkFiles(FILES, { baseline: 'garbage' }).verdict).toBe('fail');
  });
});

test('every rule that ran is summed up, in the documented order', () => {
  const { rules } = checker({}).checkFiles(FILES);
  expect(rules.map(({ rule }) => rule)).toEqual(allRules.map(({ id }) => id));
  const pinned = {
    rule: 'dependencies/requirements-pinned',
    severity: 'error',
    outcome: 'failed',
    findings: 2,
    undetermined: 0,
  };
  expect(rules.filter(({ outcome }) => outcome === 'failed')).toEqual([pinned]);
});

test('a checker is not made of a policy that is not one, and every problem is named', () => {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 2\nprotectd: []\n' });
  expect(() => checkerFor(policy, undefined)).toThrow(
    'lockkeeper.yaml is not a valid policy.\n  lockkeeper.yaml:1:10 version must be 1.\n  lockkeeper.yaml:2:1 Unknown key "protectd". Did you mean "protected"?',
  );
});
