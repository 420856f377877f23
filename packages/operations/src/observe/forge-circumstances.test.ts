import { observed, unobserved } from '@lockkeeper/policy-core';
import type { AppliedLabel } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import { ADA, deafForge, fakeForge, GRACE } from '../testing/fake-forge.ts';
import { fakeObservers } from '../testing/fake-repository.ts';
import { forgeCircumstances, type ForgeSubject } from './forge-circumstances.ts';

const ONE = '1'.repeat(40);
const TWO = '2'.repeat(40);
const MERGED_AT = '2026-11-21T10:00:00Z';
const NOTHING_TOLD = { labels: undefined, author: undefined };
const LABEL: AppliedLabel = {
  kind: 'applied',
  name: 'ok',
  by: GRACE,
  role: observed('maintain'),
  at: '2026-11-21T09:00:00Z',
};
const { git } = fakeObservers({
  commits: { [ONE]: { files: {} }, [TWO]: { files: { a: '' }, parents: [ONE] } },
});
const forge = fakeForge({
  pullRequests: { 7: { author: ADA, head: TWO, mergedAt: MERGED_AT, labels: [LABEL], commits: [TWO] } },
});
const seven = { kind: 'pull-request', number: 7, head: TWO, base: 'main' } satisfies ForgeSubject;
const push = { kind: 'push', head: TWO, branch: 'main', since: ONE, sender: GRACE } satisfies ForgeSubject;

describe('a pull request', () => {
  test('has its labels and its author', async () => {
    expect(await forgeCircumstances({ subject: seven, told: NOTHING_TOLD }, { git, forge })).toEqual({
      pullRequest: observed({
        number: 7,
        author: ADA,
        branch: 'work',
        base: 'main',
        head: TWO,
        mergedAt: MERGED_AT,
        pushedAt: observed('2026-11-21T08:00:00Z'),
        pushers: observed([ADA]),
      }),
      labels: observed([LABEL]),
      author: observed(ADA),
    });
  });

  test('that moved on since the event is another one', async () => {
    const reason = `the pull request has moved on since the event: #7 is at ${TWO.slice(0, 10)}, and what is judged is ${ONE.slice(0, 10)}`;
    expect(
      await forgeCircumstances(
        { subject: { ...seven, head: ONE }, told: { labels: ['ok'], author: ADA } },
        { git, forge },
      ),
    ).toEqual({
      pullRequest: unobserved(reason),
      labels: observed([{ kind: 'unattributed', name: 'ok', reason }]),
      author: observed(ADA),
    });
  });

  test('that asks for another branch since the event is another one', async () => {
    const reason = '#7 asks to be merged into main, and what is judged is a change of release/1';
    expect(
      await forgeCircumstances(
        { subject: { ...seven, base: 'release/1' }, told: { labels: ['ok'], author: ADA } },
        { git, forge },
      ),
    ).toEqual({
      pullRequest: unobserved(reason),
      labels: observed([{ kind: 'unattributed', name: 'ok', reason }]),
      author: observed(ADA),
    });
  });

  test('whose commit the forge does not tell is not taken for the one that is judged', async () => {
    const silent = fakeForge({ pullRequests: { 7: { labels: [LABEL] } } });
    const { labels } = await forgeCircumstances(
      { subject: seven, told: NOTHING_TOLD },
      { git, forge: silent },
    );
    expect(labels).toMatchObject({ known: false, reason: expect.stringContaining('is at another commit') });
  });

  test('that may be at any commit is not compared', async () => {
    const subject = { ...seven, head: undefined };
    const { labels } = await forgeCircumstances({ subject, told: NOTHING_TOLD }, { git, forge });
    expect(labels).toEqual(observed([LABEL]));
  });

  test('that the forge does not tell of leaves what was told, with the reason', async () => {
    const told = { labels: ['bug', 'ok'], author: ADA };
    const reason = 'the network is down';
    expect(await forgeCircumstances({ subject: seven, told }, { git, forge: deafForge(reason) })).toEqual({
      pullRequest: unobserved(reason),
      labels: observed([
        { kind: 'unattributed', name: 'bug', reason },
        { kind: 'unattributed', name: 'ok', reason },
      ]),
      author: observed(ADA),
    });
  });

  test('is unknown where nobody may be asked and nothing was told', async () => {
    const reason = 'the forge was not asked';
    expect(
      await forgeCircumstances({ subject: seven, told: NOTHING_TOLD }, { git, forge: undefined }),
    ).toEqual({ pullRequest: unobserved(reason), labels: unobserved(reason), author: unobserved(reason) });
  });

  test('whose labels alone are refused keeps its author', async () => {
    const reason = 'the token may not read labels';
    const partly = { ...forge, labelsOf: async () => unobserved(reason) };
    const known = await forgeCircumstances({ subject: seven, told: NOTHING_TOLD }, { git, forge: partly });
    expect([known.labels, known.author]).toEqual([unobserved(reason), observed(ADA)]);
  });
});

describe('a push', () => {
  test('has the labels and the author of the pull request it brings, not the one who merged', async () => {
    const known = await forgeCircumstances({ subject: push, told: NOTHING_TOLD }, { git, forge });
    expect([known.labels, known.author]).toEqual([observed([LABEL]), observed(ADA)]);
  });

  test('past every pull request has no labels and is by its sender', async () => {
    const known = await forgeCircumstances(
      { subject: push, told: NOTHING_TOLD },
      { git, forge: fakeForge({}) },
    );
    expect(known).toEqual({ pullRequest: observed(null), labels: observed([]), author: observed(GRACE) });
  });

  test('past every pull request by nobody known has an author that is not known', async () => {
    const { author } = await forgeCircumstances(
      { subject: { ...push, sender: undefined }, told: NOTHING_TOLD },
      { git, forge: fakeForge({}) },
    );
    expect(author).toEqual(unobserved('the event does not say who pushed'));
  });

  test('is not by its sender where the forge does not say whether there was a pull request', async () => {
    const silence = unobserved('GitHub failed (502)');
    expect(
      await forgeCircumstances(
        { subject: push, told: NOTHING_TOLD },
        { git, forge: deafForge('GitHub failed (502)') },
      ),
    ).toEqual({ pullRequest: silence, labels: silence, author: silence });
  });
});
