import { expect, it } from 'vitest';

import { checkerFor, loadPolicy } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';
import { describeCases } from './case-files.ts';
import { foldersBefore, realCommits } from './real-commits.ts';

const RULES = [
  'paths/symlink',
  'paths/submodule',
  'paths/case-collision',
  'paths/suspicious-name',
  'paths/confusable',
];

const POLICIES = {
  'guards nothing of theirs': { integrity: { self_protect: { paths: ['no/such/folder/**'] } } },
  'guards what enforces it': {},
};

const commits = realCommits();

describeCases('2,000 real commits', () => {
  const rows = commits;

  it.each(Object.entries(POLICIES))('use no name and no link that a policy refuses which %s', (_, policy) => {
    const judge = judgeBy(policy);
    const said = rows.flatMap(({ repo, entries }) => judge(entries).map((one) => ({ repo, ...one })));
    // The case set has no texts of links, and three of these commits touch some.
    expect(said.filter(({ rule }) => rule !== 'paths/symlink')).toEqual([]);
    expect(said.map(({ repo, messageId, data }) => [repo, messageId, data['path']])).toEqual([
      ['polarsource/polar', 'unknown', '.claude/skills'],
      ['polarsource/polar', 'unknown', '.vibe/skills'],
      ['vercel/vercel', 'unknown', 'packages/fs-detectors/test/fixtures/35-no-monorepo/symlink'],
    ]);
    expect(rows).toHaveLength(2_000);
  });

  it.each([
    ['in another case', 'paths/case-collision', otherCase],
    ['with a Cyrillic letter in its name', 'paths/confusable', otherScript],
    ['with a blank at its end', 'paths/suspicious-name', (path: string) => `${path} `],
  ] as const)('are refused when one of their files comes once more %s', (_, rule, twinOf) => {
    const judge = judgeBy(POLICIES['guards nothing of theirs']);
    let tried = 0;
    const missed = rows.flatMap(({ entries }) => {
      const modified = entries.find(({ status }) => status === 'modified')?.path;
      const twin = modified === undefined ? undefined : twinOf(modified);
      if (twin === undefined || twin === modified) return [];
      tried += 1;
      const entry = { status: 'added', path: twin, oldMode: '000000', newMode: '100644' } as const;
      return judge([...entries, entry]).some((said) => said.rule === rule) ? [] : [twin];
    });
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(1_500);
  });
});

function judgeBy(policy: object) {
  const text = JSON.stringify({ version: 1, ...policy });
  const checker = checkerFor(loadPolicy({ path: 'lockkeeper.json', text }), undefined);
  return (entries: readonly ChangeEntry[]) => {
    const input = { changes: entries, folders: foldersBefore(entries), labels: [], commits: [] };
    const { findings, undetermined, crashed } = checker.checkChange(input, { stage: 'ci' });
    expect(crashed).toEqual([]);
    return [...findings, ...undetermined].filter(({ rule }) => RULES.includes(rule));
  };
}

function otherCase(path: string): string {
  const small = path.toLowerCase();
  return small === path ? path.toUpperCase() : small;
}

/** In the last name only; one without such a letter stays as it is. */
function otherScript(path: string): string {
  const start = path.lastIndexOf('/') + 1;
  const twins: Readonly<Record<string, string>> = {
    a: '\u0430',
    e: '\u0435',
    o: '\u043e',
    c: '\u0441',
    p: '\u0440',
  };
  return path.slice(0, start) + path.slice(start).replace(/[aeocp]/, (letter) => twins[letter] ?? letter);
}
