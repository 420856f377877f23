import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { Report } from '../engine/report.ts';
import { anyRun, check, type PolicyDraft } from '../testing/any-repository.ts';
import { AGENT } from '../testing/sample-approval.ts';

describe('leaving out that an agent was at work', () => {
  /** Branches are among the marks, and that no check is skipped is asked of agents only. */
  const FOR_ALL = /^(paths|integrity(?!\/checks-not-skipped)|policy)\/|^dependencies\/(?!branch-name)/;
  /** A scope asks agents for labels of its own. */
  const withoutScope = (draft: PolicyDraft): PolicyDraft => ({ ...draft, change_scope: undefined });

  test('takes nothing away from what holds for everybody', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const policy = withoutScope(draft);
        const marked = subjects(check(policy, seen, { stage }));
        const unmarked = subjects(check(policy, withoutMarks(seen), { stage }));
        expect(lost(marked, unmarked).filter((subject) => FOR_ALL.test(subject))).toEqual([]);
      }),
    );
  });

  test('never turns a failed change that breaks what holds for everybody into a pass', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const { findings } = check(withoutScope(draft), seen, { stage });
        fc.pre(findings.some(({ rule, severity }) => severity === 'error' && FOR_ALL.test(`${rule}\0`)));
        expect(check(draft, withoutMarks(seen), { stage }).verdict).toBe('fail');
      }),
    );
  });
});

describe('one more sign of an agent', () => {
  test('takes no finding away', () => {
    fc.assert(
      fc.property(anyRun, ({ draft, seen, stage }) => {
        const marked = { ...seen, agentSigns: ['the environment variable CLAUDECODE is set'] };
        const [before, after] = [check(draft, seen, { stage }), check(draft, marked, { stage })];
        expect(lost(breaches(before), breaches(after))).toEqual([]);
        if (before.verdict !== 'pass') expect(after.verdict).not.toBe('pass');
      }),
    );
  });
});

/** Everything that tells of an agent taken out, as somebody would who wants to go unseen. */
function withoutMarks(seen: Observations): Observations {
  const change: Observations['change'] = seen.change.known
    ? observed({
        ...seen.change.value,
        branch: observed('feature/x'),
        commits: seen.change.value.commits.known
          ? observed(seen.change.value.commits.value.map((commit) => ({ ...commit, ...BY_ANA })))
          : seen.change.value.commits,
      })
    : seen.change;
  const labels = seen.labels.known
    ? observed(seen.labels.value.filter(({ name }) => name !== 'ai-generated'))
    : seen.labels;
  const isAgent = seen.author.known && seen.author.value?.login === AGENT.login;
  return { ...seen, change, labels, agentSigns: [], author: isAgent ? observed(BOB) : seen.author };
}

const BOB = { login: 'bob', id: 9, isBot: false };
const ANA = { name: 'Ana', email: 'ana@example.com' };
const BY_ANA = { author: ANA, committer: ANA, message: 'work' };

function breaches({ findings }: Report): readonly string[] {
  return findings.map(({ rule, at, message }) => [rule, at?.path, message].join('\0'));
}

/** Rule, place and sentence: what a person would call the same complaint, decided or not. */
function subjects({ findings, undetermined }: Report): readonly string[] {
  return [...findings, ...undetermined].map(({ rule, at, message }) => [rule, at?.path, message].join('\0'));
}

function lost(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.filter((subject) => !after.includes(subject));
}
