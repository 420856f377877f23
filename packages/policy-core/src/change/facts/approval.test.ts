import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { AppliedLabel, Observations } from '../../model/observations.ts';
import type { Stage } from '../../model/stage.ts';
import { policyOf } from '../../testing/any-repository.ts';
import {
  AGENT,
  AUTHOR,
  labelBeforePush,
  labelOfAuthor,
  MAINTAINER,
  PULL_REQUEST,
  trustedLabel,
} from '../../testing/sample-approval.ts';
import { commitOf } from '../../testing/sample-change.ts';
import { approvalBy } from './approval.ts';

const plain = policyOf({});

interface Given {
  readonly labels?: ChangeInput['labels'];
  readonly policy?: ReturnType<typeof policyOf>;
  readonly stage?: Stage;
  readonly seen?: Partial<Observations>;
  readonly about?: Partial<ChangeInput>;
}

function approval({ labels, policy = plain, stage = 'ci', seen = {}, about: more = {} }: Given) {
  const about = {
    changes: [],
    author: AUTHOR,
    pullRequest: PULL_REQUEST,
    ...(labels ? { labels } : {}),
    ...more,
  };
  return approvalBy('ok', { policy, seen: { ...changeObservations(about, { stage }), ...seen }, stage });
}

describe('a label approves', () => {
  test('when a maintainer who is not the author applied it after the last push [row 1.05]', () => {
    expect(approval({ labels: [trustedLabel('ok')] })).toEqual({
      kind: 'given',
      evidence: {
        subject: 'label ok',
        relation: 'was applied by',
        value: 'mona at 2026-11-20T09:00:00Z',
      },
    });
  });

  test('on one machine, when somebody there says so', () => {
    expect(approval({ labels: ['ok'], stage: 'local' })).toMatchObject({ kind: 'given' });
  });

  test.each(['ci', 'deploy', 'hook', 'editor'] as const)('by being named alone not at stage %s', (stage) => {
    expect(approval({ labels: ['ok'], stage })).toMatchObject({
      kind: 'unknown',
      missing: { reason: 'who applied the label is not known without the forge' },
    });
  });
});

describe('a label that is not there', () => {
  test('is missed on its pull request by number', () => {
    expect(approval({ labels: [trustedLabel('other')] })).toMatchObject({
      kind: 'absent',
      evidence: { subject: 'label ok', relation: 'is not on', value: '#123' },
    });
  });

  test.each([
    [[], 'the labels, there are none'],
    [['a', 'b'], 'a, b'],
  ])('is missed among %j where no pull request is known', (labels, value) => {
    const seen = { pullRequest: unobserved('GitHub was not asked') };
    expect(approval({ labels, seen })).toMatchObject({
      kind: 'absent',
      evidence: { relation: 'is not among', value },
    });
  });
});

describe('a label that does not count', () => {
  const untrusted = (label: AppliedLabel) => {
    const result = approval({ labels: [label] });
    return result.kind === 'untrusted' ? result.evidence.value : result.kind;
  };

  test.each<[string, AppliedLabel, string]>([
    ['the author', labelOfAuthor('ok'), 'ana, the author of the change'],
    ['an agent', { ...trustedLabel('ok'), by: AGENT }, 'claude[bot], an AI agent'],
    ['a bot', { ...trustedLabel('ok'), by: { ...MAINTAINER, isBot: true } }, 'mona, a bot'],
    [
      'a bot that nobody has listed, whatever it says of itself',
      { ...trustedLabel('ok'), by: { login: 'mystery[bot]', id: 9, isBot: false } },
      'mystery[bot], a bot',
    ],
    [
      'somebody with write access',
      { ...trustedLabel('ok'), role: observed('write') },
      'mona, whose role is write and not maintain or higher',
    ],
    [
      'somebody from outside',
      { ...trustedLabel('ok'), role: observed('none') },
      'mona, whose role is none and not maintain or higher',
    ],
  ])('was applied by %s', (_who, label, value) => {
    expect(untrusted(label)).toBe(value);
  });

  describe('was applied by somebody who made part of the change', () => {
    const mona = { name: 'Mona', email: '2+mona@users.noreply.github.com' };
    const ana = { name: 'Ana', email: 'ana@example.com' };
    const kind = (about: Partial<ChangeInput>) => {
      const result = approval({ labels: [trustedLabel('ok')], about });
      return result.kind === 'untrusted' ? result.evidence.value : result.kind;
    };
    const paths = ['a'];
    const made = 'mona, who made part of the change';

    test('as author or committer of a commit', () => {
      expect(kind({ commits: [commitOf({ author: mona, paths })] })).toBe(made);
      expect(kind({ commits: [commitOf({ committer: mona, paths })] })).toBe(made);
      expect(kind({ commits: [commitOf({ author: ana, paths })] })).toBe('given');
    });

    test('and not by bringing it up to date or merging it, which changes no file', () => {
      expect(kind({ commits: [commitOf({ author: mona, paths: [] })] })).toBe('given');
      const push = { ref: 'refs/heads/main', rewrites: observed(false) };
      expect(kind({ push, commits: [commitOf({ committer: mona, paths })] })).toBe('given');
      expect(kind({ push, commits: [commitOf({ author: mona, paths })] })).toBe(made);
    });

    test('as somebody who pushed it in the name of others', () => {
      const pullRequest = { ...PULL_REQUEST, pushers: observed([AUTHOR, MAINTAINER]) };
      expect(kind({ pullRequest })).toBe('mona, who pushed to the branch');
    });

    test('which nobody can tell where nobody knows who pushed', () => {
      const pullRequest = { ...PULL_REQUEST, pushers: unobserved('an account is gone') };
      const labels = [trustedLabel('ok')];
      expect(approval({ labels, about: { pullRequest } })).toMatchObject({
        kind: 'unknown',
        missing: { fact: 'author', reason: 'an account is gone' },
      });
    });

    test('which the policy may allow', () => {
      const policy = policyOf({ labels: { ok: { applied_by: { not: [] } } } });
      const about = { commits: [commitOf({ author: mona, paths })] };
      expect(approval({ policy, labels: [trustedLabel('ok')], about }).kind).toBe('given');
    });
  });

  test('is older than the last push', () => {
    expect(approval({ labels: [labelBeforePush('ok')] })).toMatchObject({
      kind: 'stale',
      evidence: { value: 'at 2026-11-20T07:00:00Z, and the last push was at 2026-11-20T08:00:00Z' },
    });
  });

  test('is told by its person first and its time second', () => {
    const label = { ...labelOfAuthor('ok'), at: '2026-11-20T07:00:00Z' };
    expect(approval({ labels: [label] }).kind).toBe('untrusted');
  });
});

describe('what nobody could be asked about is not known', () => {
  test.each<[string, Given, string]>([
    ['the labels', {}, 'no labels were given'],
    [
      'who applied it',
      { labels: [{ kind: 'unattributed', name: 'ok', reason: 'GitHub was not asked' }] },
      'GitHub was not asked',
    ],
    [
      'the role',
      { labels: [{ ...trustedLabel('ok'), role: unobserved('the token may not read roles') }] },
      'the token may not read roles',
    ],
    [
      'the last push',
      {
        labels: [trustedLabel('ok')],
        seen: { pullRequest: observed({ ...PULL_REQUEST, pushedAt: unobserved('the fork is gone') }) },
      },
      'the fork is gone',
    ],
    [
      'the author',
      {
        labels: [trustedLabel('ok')],
        seen: { pullRequest: unobserved('GitHub was not asked'), author: unobserved('GitHub is down') },
      },
      'GitHub is down',
    ],
    [
      'the last push of what has no pull request',
      { labels: [trustedLabel('ok')], seen: { pullRequest: observed(null) } },
      'there is no pull request whose last push could be asked for',
    ],
  ])('%s', (_what, given, reason) => {
    expect(approval(given)).toMatchObject({ kind: 'unknown', missing: { reason } });
  });
});

describe('the policy', () => {
  const terms = (written: object) => policyOf({ labels: { ok: written } });

  test('may let the author approve', () => {
    const policy = terms({ applied_by: { not: [] } });
    expect(approval({ policy, labels: [labelOfAuthor('ok')] }).kind).toBe('given');
  });

  test('may ask for less than a maintainer, or for more', () => {
    const label: AppliedLabel = { ...trustedLabel('ok'), role: observed('write') };
    const kind = (permission: string) =>
      approval({ policy: terms({ applied_by: { permission } }), labels: [label] }).kind;
    expect([kind('write'), kind('maintain'), kind('admin')]).toEqual(['given', 'untrusted', 'untrusted']);
  });

  test('may let a label stand for good', () => {
    const policy = terms({ expires: 'never' });
    const seen = { pullRequest: observed({ ...PULL_REQUEST, pushedAt: unobserved('the fork is gone') }) };
    expect(approval({ policy, labels: [labelBeforePush('ok')] }).kind).toBe('given');
    expect(approval({ policy, labels: [trustedLabel('ok')], seen }).kind).toBe('given');
  });

  test('speaks of one label and leaves the others as they are', () => {
    const policy = policyOf({ labels: { other: { applied_by: { not: [] } } } });
    expect(approval({ policy, labels: [labelOfAuthor('ok')] }).kind).toBe('untrusted');
  });
});

test('more labels never take an approval away, and fewer facts never give one', () => {
  const noise = fc.constantFrom<AppliedLabel>(trustedLabel('a'), labelOfAuthor('b'), labelBeforePush('c'), {
    kind: 'stated',
    name: 'd',
  });
  fc.assert(
    fc.property(fc.array(noise), fc.array(noise), (before, after) => {
      expect(approval({ labels: [...before, trustedLabel('ok'), ...after] }).kind).toBe('given');
      const lost = unobserved('GitHub was not asked');
      const seen = { pullRequest: lost, author: lost };
      expect(approval({ labels: [...before, trustedLabel('ok')], seen }).kind).toBe('unknown');
      expect(approval({ labels: [...before, ...after] }).kind).toBe('absent');
    }),
  );
});
