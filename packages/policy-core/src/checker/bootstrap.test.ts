import { describe, expect, test } from 'vitest';

import { checkerFor } from './checker.ts';
import { changeObservations } from './observations-from-input.ts';
import type { AppliedLabel, PullRequest } from '../model/observations.ts';
import { observed } from '../model/known.ts';
import { loadPolicy } from './load-policy.ts';
import { parseSnapshot, snapshotText } from './snapshot.ts';
import { policyOf } from '../testing/any-repository.ts';
import {
  AGENT,
  labelBeforePush,
  labelOfAuthor,
  MAINTAINER,
  PULL_REQUEST,
  trustedLabel,
} from '../testing/sample-approval.ts';
import { BY_A_PERSON } from '../testing/sample-change.ts';

const LABEL = 'approved-core-change';
const ANYBODY = { applied_by: { actors: ['human', 'ai', 'automation'], not: [], permission: 'write' } };
const COPILOT = { login: 'Copilot', id: 9, isBot: false };

interface Given {
  readonly draft: object;
  readonly label: AppliedLabel;
  readonly pullRequest?: PullRequest;
}

/** What `policy/self-protect` says of a change that brings the policy, at a proved stage. */
function letIn({ draft, label, pullRequest = PULL_REQUEST }: Given, bootstrap: boolean): string {
  const changes = [{ path: 'lockkeeper.json', status: 'added' as const }];
  const report = checkerFor(policyOf(draft), undefined).checkChange(
    { ...BY_A_PERSON, changes, labels: [label], pullRequest },
    { stage: 'ci', bootstrap },
  );
  const guarding = report.rules.find(({ rule }) => rule === 'policy/self-protect');
  return `${guarding?.severity} ${guarding?.outcome}`;
}

const IN = 'error passed';
const OUT = 'error failed';

describe('the first policy does not let itself in', () => {
  test.each<[string, Given]>([
    ['by terms for its author', { draft: { labels: { [LABEL]: ANYBODY } }, label: labelOfAuthor(LABEL) }],
    [
      'by terms for agents',
      { draft: { labels: { [LABEL]: ANYBODY } }, label: { ...trustedLabel(LABEL), by: AGENT } },
    ],
    [
      'by terms for whoever may write',
      {
        draft: { labels: { [LABEL]: ANYBODY } },
        label: { ...trustedLabel(LABEL), role: observed('write') },
      },
    ],
    [
      'by a label that never expires',
      { draft: { labels: { [LABEL]: { expires: 'never' } } }, label: labelBeforePush(LABEL) },
    ],
    [
      'by forgetting an agent that the forge takes for a person',
      { draft: { actors: { ai: { accounts: [] } } }, label: { ...trustedLabel(LABEL), by: COPILOT } },
    ],
    [
      'by a label of its own with terms of its own',
      {
        draft: {
          integrity: { self_protect: { require: { label: 'ours' } } },
          labels: { ours: ANYBODY },
        },
        label: labelOfAuthor('ours'),
      },
    ],
  ])('%s', (_how, given) => {
    expect(letIn(given, true)).toBe(OUT);
    expect(letIn(given, false), 'later on the policy has its word').toBe(IN);
  });

  test.each<[string, object]>([
    [
      'rules about labels that are off',
      { rules: { 'paths/label-untrusted': 'off', 'paths/label-stale': 'off' } },
    ],
    ['a draft', { policy: { status: 'draft' } }],
  ])('nor any other by %s', (_how, draft) => {
    for (const label of [labelOfAuthor(LABEL), labelBeforePush(LABEL)])
      for (const bootstrap of [true, false]) expect(letIn({ draft, label }, bootstrap)).toBe(OUT);
  });
});

describe('the first policy is let in', () => {
  test.each<[string, object]>([
    ['whatever it says of labels', { labels: { [LABEL]: { applied_by: { permission: 'admin' } } } }],
    ['in a draft', { policy: { status: 'draft' } }],
    ['whoever it takes for an agent', { actors: { ai: { accounts: ['somebody'] } } }],
  ])('by a maintainer who is not its author, %s', (_how, draft) => {
    expect(letIn({ draft, label: trustedLabel(LABEL) }, true)).toBe(IN);
  });

  test('by the label it names itself', () => {
    const draft = { integrity: { self_protect: { require: { label: 'ours' } } } };
    expect(letIn({ draft, label: trustedLabel('ours') }, true)).toBe(IN);
    expect(letIn({ draft, label: trustedLabel(LABEL) }, true)).toBe(OUT);
  });

  test('never by whom it takes for an agent', () => {
    const draft = { actors: { ai: { accounts: [MAINTAINER.login] } } };
    expect(letIn({ draft, label: trustedLabel(LABEL) }, true)).toBe(OUT);
  });
});

test('a snapshot of the first policy is judged as the first policy', () => {
  const text = JSON.stringify({ version: 1, labels: { [LABEL]: ANYBODY } });
  const given = {
    ...BY_A_PERSON,
    changes: [{ path: 'lockkeeper.json', status: 'added' as const }],
    labels: [labelOfAuthor(LABEL)],
    pullRequest: PULL_REQUEST,
  };
  const saved = parseSnapshot(
    snapshotText({
      schema_version: 1,
      tool_version: 'test',
      stage: 'ci',
      policy: { path: 'lockkeeper.json', text, origin: 'worktree', bootstrap: true },
      baseline: null,
      notices: [],
      observations: changeObservations(given, { stage: 'ci' }),
    }),
  );
  if (saved.kind !== 'snapshot') throw new Error(saved.problem);
  const { policy, stage, observations } = saved.snapshot;
  const { findings } = checkerFor(loadPolicy({ path: policy.path, text: policy.text }), undefined).check(
    observations,
    {
      stage,
      bootstrap: policy.bootstrap,
    },
  );
  expect(findings.map(({ rule }) => rule)).toEqual(['policy/self-protect']);
});
