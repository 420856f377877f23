import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { AGENT, AUTHOR, PULL_REQUEST } from '../../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT, commitOf } from '../../testing/sample-change.ts';
import { findAuthorship, classOf } from './authorship.ts';

const plain = policyOf({});

function made(about: Partial<ChangeInput>, policy = plain, seen: Partial<Observations> = {}) {
  return findAuthorship(policy, {
    ...changeObservations({ changes: ['a'], ...about }, { stage: 'ci' }),
    ...seen,
  });
}

function kindOf(...args: Parameters<typeof made>) {
  const known = made(...args);
  return known.known ? known.value.kind : known.reason;
}

function signsOf(...args: Parameters<typeof made>) {
  const known = made(...args);
  return known.known
    ? known.value.evidence.map(({ subject, relation, value }) => `${subject} ${relation} ${value}`)
    : [];
}

const trailer = (line: string) => ({ ...BY_A_PERSON, commits: [commitOf({ message: `Work\n\n${line}\n` })] });
const person = (name: string, email: string) => ({ name, email });

describe('a change is AI-made', () => {
  test.each([
    'auto/self-update-001',
    'claude/fix-login',
    'copilot/fix-1',
    'codex/x',
    'cursor/a/b',
    'devin/1',
    'jules/y',
  ])('by its branch %s [row 0.21]', (branch) => {
    expect(kindOf({ ...BY_A_PERSON, branch })).toBe('ai');
  });

  test('by the branch of the pull request that a push to main brings, which a squash hides', () => {
    const pullRequest = { ...PULL_REQUEST, branch: 'auto/x' };
    const push = { ref: 'refs/heads/main', rewrites: observed(false) };
    const pushed = { ...BY_A_PERSON, branch: 'main', push };
    expect(signsOf({ ...pushed, pullRequest })).toEqual(['branch auto/x matches auto/**, which is built in']);
    expect(kindOf({ ...pushed, pullRequest: PULL_REQUEST })).toBe('human');
    expect(kindOf({ ...pushed, pullRequest: null })).toBe('human');
  });

  test.each(['claude[bot]', 'Copilot', 'copilot-swe-agent[bot]', 'devin-ai-integration[bot]', 'CURSORAGENT'])(
    'by the account %s that opened it [row 0.04]',
    (author) => {
      expect(signsOf({ ...BY_A_PERSON, author })).toEqual([`the author is the agent account ${author}`]);
    },
  );

  test('by the account of an agent that pushed to its branch, in whosever name the commits are', () => {
    const pullRequest = { ...PULL_REQUEST, pushers: observed([AUTHOR, AGENT, AGENT]) };
    expect(signsOf({ ...BY_A_PERSON, pullRequest })).toEqual(['the pusher is the agent account claude[bot]']);
    expect(kindOf({ ...BY_A_PERSON, pullRequest: PULL_REQUEST })).toBe('human');
  });

  test.each([
    'noreply@anthropic.com',
    'cursoragent@cursor.com',
    'aider@aider.chat',
    '198982749+Copilot@users.noreply.github.com',
    '175728472+Copilot@users.noreply.github.com',
    '209825114+claude[bot]@users.noreply.github.com',
  ])('by a commit whose author is %s', (email) => {
    const commits = [commitOf(), commitOf({ author: person('x', email) })];
    expect(signsOf({ ...BY_A_PERSON, commits })).toEqual([`commit cccccccccc is by ${email}`]);
  });

  test('by a commit that an agent committed for somebody else', () => {
    const commits = [commitOf({ committer: person('Claude', 'noreply@anthropic.com') })];
    expect(kindOf({ ...BY_A_PERSON, commits })).toBe('ai');
  });

  test.each([
    'Co-authored-by: Claude Sonnet 4.6 <jamie+claude-code@example.io>',
    'Co-Authored-By: Claude <noreply@anthropic.com>',
    'co-developed-by: Cursor Agent <x@y.z>',
    'Assisted-by: Codex',
    'Generated-by: Gemini 3',
    'Claude-Session: 0f0f0f',
    'Copilot-Session: abc',
    'Agent-Logs-Url: https://example.com/1',
  ])('by the trailer %s', (line) => {
    expect(kindOf(trailer(line))).toBe('ai');
  });

  test('by a trailer that a squash merge left in the middle', () => {
    const message = 'Add refunds (#42)\n\n* Model\n\nAssisted-by: Codex\n\n* View\n\nReviewed-by: Ana\n';
    expect(kindOf({ ...BY_A_PERSON, commits: [commitOf({ message })] })).toBe('ai');
  });

  test('by its label', () => {
    const labels = ['ai-generated'];
    expect(signsOf({ ...BY_A_PERSON, labels })).toEqual(['the change carries the label ai-generated']);
  });

  test.each(['Co-authored-by', 'Co-developed-by', 'signed-off-by'])(
    'by the address of an agent in %s, whatever name stands before it',
    (key) => {
      expect(signsOf(trailer(`${key}: Bob <noreply@anthropic.com>`))).toEqual([
        `commit cccccccccc has the trailer ${key}: Bob <noreply@anthropic.com>`,
      ]);
      expect(kindOf(trailer(`${key}: x <1+claude[bot]@users.noreply.github.com>`))).toBe('ai');
      expect(kindOf(trailer(`${key}: Boris <boris@anthropic.com>`))).toBe('human');
    },
  );

  test('not by the address of an agent that only looked at it', () => {
    expect(kindOf(trailer('Reported-by: Bob <noreply@anthropic.com>'))).toBe('human');
  });

  test.each(['noreply\uff20anthropic.com', 'noreply@\u0430nthropic.com', 'no\u200breply@anthropic.com'])(
    'by a co-author whose address only looks like that of an agent: %j',
    (address) => {
      expect(kindOf(trailer(`Co-authored-by: C <${address}>`))).toBe('ai');
    },
  );

  test('by a trailer whose value only looks like the name of an agent', () => {
    expect(kindOf(trailer('Assisted-by: \u0421laude'))).toBe('ai');
  });

  test('by its label in another case, which the forge takes for the same', () => {
    expect(kindOf({ ...BY_A_PERSON, labels: ['AI-Generated'] })).toBe('ai');
  });

  test('by an agent at work on this machine', () => {
    const agentSigns = ['the environment variable CLAUDECODE is set'];
    expect(signsOf(BY_A_PERSON, plain, { agentSigns })).toEqual([
      'the change is made where the environment variable CLAUDECODE is set',
    ]);
  });

  test('with one sign of each kind named, and the line of the policy that decided', () => {
    const policy = policyOf({ actors: { ai: { branches: ['bots/**'] } } });
    const known = made({ ...BY_AN_AGENT, branch: 'bots/x' }, policy);
    expect(known).toMatchObject({
      value: { evidence: [{ subject: 'branch bots/x', source: { path: 'lockkeeper.json' } }, {}, {}] },
    });
  });

  test('also where other signs could not be looked for', () => {
    expect(kindOf({ branch: 'auto/x' })).toBe('ai');
  });
});

describe('a change is made by hand', () => {
  test('without any sign', () => {
    expect(made(BY_A_PERSON)).toEqual(observed({ kind: 'human', evidence: [] }));
  });

  test.each([
    [
      'a colleague at the vendor',
      { commits: [commitOf({ author: person('Boris', 'boris@anthropic.com') })] },
    ],
    [
      'a person called Claude',
      { commits: [commitOf({ author: person('Claude Monet', 'claude@example.fr') })] },
    ],
    ['a branch that begins like one of an agent', { branch: 'claudette/x' }],
    ['a login that begins like one of an agent', { author: 'copilot-fan' }],
    ['a person as co-author', trailer('Co-authored-by: Ana <ana@example.com>')],
    ['an agent in running text', { commits: [commitOf({ message: 'Remove what claude wrote\n' })] }],
    ['a mark in the body', { commits: [commitOf({ message: 'Work\n\n\u{1F916} Generated with care\n' })] }],
  ])('%s is no sign', (_what, about) => {
    expect(kindOf({ ...BY_A_PERSON, ...about })).toBe('human');
  });

  test('where nobody has opened a pull request yet', () => {
    const seen = changeObservations({ changes: ['a'], branch: 'feature/x', commits: [] }, { stage: 'local' });
    expect(findAuthorship(plain, seen)).toMatchObject({ value: { kind: 'human' } });
  });
});

describe('a change is made by automation', () => {
  test.each(['dependabot[bot]', 'renovate[bot]', 'github-actions[bot]', 'somebody-else[bot]'])(
    'by %s, which is a bot and no agent',
    (author) => {
      expect(kindOf({ ...BY_A_PERSON, author })).toBe('automation');
    },
  );

  test('by an account that the policy names, whatever the forge calls it', () => {
    const policy = policyOf({ actors: { automation: { accounts: ['release-machine'] } } });
    expect(kindOf({ ...BY_A_PERSON, author: 'release-machine' }, policy)).toBe('automation');
  });
});

describe('nobody knows who made a change', () => {
  test.each<[string, Partial<ChangeInput>, string]>([
    ['its commits', { branch: 'x', author: 'ana' }, 'no commits were given'],
    ['its author', { branch: 'x', commits: [] }, 'no author was given'],
    ['its branch', { author: 'ana', commits: [], labels: [] }, 'no branch was given'],
    [
      'its labels, where it is on the forge',
      { author: 'ana', commits: [], branch: 'x' },
      'no labels were given',
    ],
  ])('without %s', (_what, about, reason) => {
    expect(made(about)).toEqual(unobserved(reason));
  });

  test('where a push may bring a branch that nobody asked the forge about', () => {
    const push = { ref: 'refs/heads/main', rewrites: observed(false) };
    expect(kindOf({ ...BY_A_PERSON, branch: 'main', push })).toBe('no pull request was given');
    expect(kindOf({ ...BY_AN_AGENT, branch: 'main', push })).toBe('ai');
  });

  test('where nobody could see who pushed to the branch of its pull request', () => {
    const pullRequest = { ...PULL_REQUEST, pushers: unobserved('the fork is gone') };
    expect(kindOf({ ...BY_A_PERSON, pullRequest })).toBe('the fork is gone');
    expect(kindOf({ ...BY_AN_AGENT, pullRequest })).toBe('ai');
    const policy = policyOf({ actors: { ai: { accounts: [] } } });
    expect(kindOf({ ...BY_A_PERSON, pullRequest }, policy)).toBe('human');
  });

  test('where the change itself was not seen', () => {
    const seen = {
      ...changeObservations({ changes: [] }, {}),
      change: unobserved('this is a shallow clone'),
    };
    expect(findAuthorship(plain, seen)).toEqual(unobserved('this is a shallow clone'));
  });
});

describe('a policy', () => {
  test('has signs of its own in place of the well-known ones, list by list', () => {
    const policy = policyOf({ actors: { ai: { emails: ['bot@example.com'], trailers: [] } } });
    expect(kindOf(trailer('Assisted-by: Codex'), policy)).toBe('human');
    const commits = [commitOf({ author: person('x', 'bot@example.com') })];
    expect(kindOf({ ...BY_A_PERSON, commits }, policy)).toBe('ai');
    expect(kindOf({ ...BY_A_PERSON, branch: 'auto/x' }, policy)).toBe('ai');
  });

  test('looks for plain text in a trailer in any case, and for expressions between slashes', () => {
    const policy = policyOf({
      actors: {
        ai: {
          trailers: [
            { key: 'Made-by', value: 'robot' },
            { key: ['Run'], value: '/^r\\d+$/' },
          ],
        },
      },
    });
    expect(kindOf(trailer('made-by: Our ROBOT 7'), policy)).toBe('ai');
    expect(kindOf(trailer('Run: r42'), policy)).toBe('ai');
    expect(kindOf(trailer('Run: R42'), policy)).toBe('human');
    expect(kindOf(trailer('Run: r42x'), policy)).toBe('human');
  });

  test('may hold everybody for an agent who is not named a person', () => {
    const policy = policyOf({
      actors: { default: 'ai', human: { accounts: ['ana'], emails: ['ana@example.com'] } },
    });
    expect(kindOf(BY_A_PERSON, policy)).toBe('human');
    expect(signsOf({ ...BY_A_PERSON, author: 'bob' }, policy)).toEqual([
      'the change is not by anybody the policy names a person',
    ]);
    const foreign = [commitOf(), commitOf({ author: person('Bob', 'bob@example.com') })];
    expect(kindOf({ ...BY_A_PERSON, commits: foreign }, policy)).toBe('ai');
    expect(kindOf({ ...BY_A_PERSON, author: 'dependabot[bot]' }, policy)).toBe('automation');
  });

  test('that holds everybody for an agent believes no empty history', () => {
    const policy = policyOf({ actors: { default: 'ai', human: { emails: ['ana@example.com'] } } });
    const local = (commits: ChangeInput['commits'] & object) =>
      findAuthorship(
        policy,
        changeObservations({ changes: ['a'], branch: 'x', commits }, { stage: 'local' }),
      );
    expect(local([])).toMatchObject({ value: { kind: 'ai' } });
    expect(local([commitOf()])).toMatchObject({ value: { kind: 'human' } });
  });
});

describe('the class of an account', () => {
  test.each([
    ['ana', false, 'human'],
    ['helper[bot]', true, 'automation'],
    ['helper[bot]', false, 'automation'],
    ['Helper[BOT]', false, 'automation'],
    ['helper-bot', false, 'human'],
    ['claude[bot]', true, 'ai'],
    ['Copilot', false, 'ai'],
    ['dependabot[bot]', true, 'automation'],
  ] as const)('of %s (bot: %s) is %s', (login, isBot, kind) => {
    expect(classOf(plain, { login, id: null, isBot })).toBe(kind);
  });
});

test('one more sign never makes a change of an agent one of somebody else', () => {
  const sign = fc.constantFrom<Partial<ChangeInput>>(
    { branch: 'auto/x' },
    { author: 'claude[bot]' },
    { commits: [commitOf({ message: 'x\n\nAssisted-by: Codex' })] },
    { labels: ['ai-generated'] },
  );
  fc.assert(
    fc.property(fc.array(sign, { minLength: 1, maxLength: 4 }), (signs) => {
      expect(kindOf(Object.assign({ ...BY_A_PERSON }, ...signs))).toBe('ai');
    }),
  );
});
