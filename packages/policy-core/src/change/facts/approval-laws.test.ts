import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import { ROLES, type Account, type AppliedLabel, type Observations } from '../../model/observations.ts';
import { STAGES, type Stage } from '../../model/stage.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { AGENT, AUTHOR, MAINTAINER, PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';
import { approvalBy, type Approval } from './approval.ts';

type Seen = Pick<Observations, 'labels' | 'pullRequest' | 'author'>;
type Applied = Extract<AppliedLabel, { kind: 'applied' }>;

const SEEN: Seen = {
  labels: observed([trustedLabel('ok')]),
  pullRequest: observed(PULL_REQUEST),
  author: observed(AUTHOR),
};

function approval(seen: Partial<Seen>, { draft = {}, stage = 'ci' }: { draft?: object; stage?: Stage } = {}) {
  return approvalBy('ok', { policy: policyOf(draft), seen: { ...SEEN, ...seen }, stage });
}
const withLabel = (change: Partial<Applied>, draft?: object) =>
  approval(
    { labels: observed([{ ...trustedLabel('ok'), ...change }]) },
    draft === undefined ? {} : { draft },
  );
const kindBy = (by: Account, draft?: object) => withLabel({ by }, draft).kind;

describe('whoever applied a label', () => {
  test.each<[string, Account, Approval['kind']]>([
    ['a maintainer', MAINTAINER, 'given'],
    ['the author', AUTHOR, 'untrusted'],
    ['the author, after a change of the login', { ...AUTHOR, login: 'ana-2' }, 'untrusted'],
    ['the author, whose number the forge left out', { ...AUTHOR, id: null }, 'untrusted'],
    ['the author, in another case', { ...AUTHOR, login: 'ANA', id: null }, 'untrusted'],
    ['an agent', AGENT, 'untrusted'],
    ['an agent that the forge takes for a person', { login: 'Copilot', id: 9, isBot: false }, 'untrusted'],
    ['a bot', { login: 'labeler[bot]', id: 9, isBot: true }, 'untrusted'],
    ['the machine of the forge', { login: 'github-actions[bot]', id: 41898282, isBot: true }, 'untrusted'],
    ['somebody with a name like the author', { login: 'ana2', id: 9, isBot: false }, 'given'],
  ])('%s: %s', (_who, by, kind) => {
    expect(kindBy(by)).toBe(kind);
  });

  test.each(ROLES.map((role) => [role, role === 'maintain' || role === 'admin'] as const))(
    'with the role %s counts: %s',
    (role, counts) => {
      expect(withLabel({ role: observed(role) }).kind).toBe(counts ? 'given' : 'untrusted');
    },
  );

  test('is somebody else where the pull request was opened by another than the sender of the event', () => {
    const author = observed(MAINTAINER);
    expect(approval({ author }).kind).toBe('given');
    expect(approval({ author, pullRequest: observed(null) }).kind).toBe('untrusted');
  });

  test('is a machine by the word of the policy alone', () => {
    const draft = { actors: { automation: { accounts: ['mona'] } } };
    expect(kindBy(MAINTAINER, draft)).toBe('untrusted');
    const allowed = { ...draft, labels: { ok: { applied_by: { actors: ['human', 'automation'] } } } };
    expect(kindBy(MAINTAINER, allowed)).toBe('given');
  });

  test('may be an agent only where the policy says so, and then still not the author', () => {
    const draft = { labels: { ok: { applied_by: { actors: ['ai'] } } } };
    expect(kindBy(AGENT, draft)).toBe('given');
    expect(kindBy(MAINTAINER, draft)).toBe('untrusted');
    const pullRequest = observed({ ...PULL_REQUEST, author: AGENT });
    const labels = observed([{ ...trustedLabel('ok'), by: AGENT }]);
    expect(approval({ pullRequest, labels }, { draft }).kind).toBe('untrusted');
  });
});

describe('the time of a label', () => {
  test.each([
    ['a second after the push', '2026-11-20T08:00:01Z', 'given'],
    ['in the same second, of which nobody knows', '2026-11-20T08:00:00Z', 'stale'],
    ['a second before', '2026-11-20T07:59:59Z', 'stale'],
    ['after it, written for another place', '2026-11-20T09:00:01+01:00', 'given'],
    ['before it, written for another place', '2026-11-20T08:30:00+01:00', 'stale'],
    ['that is no time', 'just now', 'stale'],
    ['that is empty', '', 'stale'],
  ])('%s: %s is %s', (_, at, kind) => {
    expect(withLabel({ at }).kind).toBe(kind);
  });

  test('does not count against a push of which nobody can tell the time', () => {
    const pushedAt = observed('not a time');
    expect(approval({ pullRequest: observed({ ...PULL_REQUEST, pushedAt }) }).kind).toBe('stale');
  });
});

describe('the name of a label', () => {
  test.each(['OK', 'Ok', 'oK'])('%s is the same to the forge', (name) => {
    expect(approval({ labels: observed([trustedLabel(name)]) }).kind).toBe('given');
  });

  test.each(['ok ', 'okay', 'not-ok', 'о\u043a', 'ok\u200b', ''])('%j is another', (name) => {
    expect(approval({ labels: observed([trustedLabel(name)]) }).kind).toBe('absent');
  });
});

test('a label that is merely named approves on one machine only', () => {
  const labels = observed([{ kind: 'stated', name: 'ok' } as const]);
  expect(STAGES.filter((stage) => approval({ labels }, { stage }).kind === 'given')).toEqual(['local']);
});

describe('whatever is known of a label', () => {
  const account = fc.constantFrom<Account>(MAINTAINER, AUTHOR, AGENT, { ...MAINTAINER, isBot: true });
  const known = <T>(value: T) =>
    fc.constantFrom<Known<T>>(observed(value), unobserved('nobody could be asked'));
  const anyLabel = fc
    .tuple(
      account,
      fc.constantFrom(...ROLES),
      fc.constantFrom('2026-11-20T07:00:00Z', '2026-11-20T09:00:00Z'),
    )
    .map(([by, role, at]): Applied => ({ kind: 'applied', name: 'ok', by, role: observed(role), at }));
  const terms = fc.record({
    applied_by: fc.record({
      actors: fc.subarray(['human', 'ai', 'automation'], { minLength: 1 }),
      not: fc.constantFrom(['author'], []),
      permission: fc.constantFrom('write', 'maintain', 'admin'),
    }),
    expires: fc.constantFrom('on_push', 'never'),
  });

  test('less of it never approves what more of it does not', () => {
    fc.assert(
      fc.property(anyLabel, terms, fc.constantFrom(...STAGES), (label, ok, stage) => {
        const whole = approval({ labels: observed([label]) }, { draft: { labels: { ok } }, stage });
        if (whole.kind === 'given') return;
        const lost = unobserved('nobody could be asked');
        const partly: readonly Partial<Seen>[] = [
          { labels: lost },
          { labels: observed([{ ...label, role: lost }]) },
          { labels: observed([{ kind: 'unattributed', name: 'ok', reason: 'nobody could be asked' }]) },
          { labels: observed([label]), pullRequest: lost },
          { labels: observed([label]), pullRequest: lost, author: lost },
          { labels: observed([label]), pullRequest: observed({ ...PULL_REQUEST, pushedAt: lost }) },
        ];
        for (const less of partly)
          expect(approval(less, { draft: { labels: { ok } }, stage }).kind).not.toBe('given');
      }),
    );
  });

  test('stricter terms never approve what others do not', () => {
    const rank = ['write', 'maintain', 'admin'];
    fc.assert(
      fc.property(anyLabel, terms, known(PULL_REQUEST), (label, ok, pullRequest) => {
        const seen = { labels: observed([label]), pullRequest };
        const lax = approval(seen, { draft: { labels: { ok } } });
        const strict = {
          applied_by: {
            actors: ok.applied_by.actors.slice(0, 1),
            not: ['author'],
            permission: rank[Math.min(2, rank.indexOf(ok.applied_by.permission) + 1)],
          },
          expires: 'on_push',
        };
        if (lax.kind !== 'given')
          expect(approval(seen, { draft: { labels: { ok: strict } } }).kind).not.toBe('given');
      }),
    );
  });

  test('every answer but an approval says what it waits for', () => {
    fc.assert(
      fc.property(anyLabel, known(PULL_REQUEST), known(AUTHOR), (label, pullRequest, author) => {
        const found = approval({ labels: observed([label]), pullRequest, author });
        if (found.kind === 'given') expect(found.evidence.value).toContain(label.by.login);
        else expect(found.missing.reason).not.toBe('');
      }),
    );
  });
});
