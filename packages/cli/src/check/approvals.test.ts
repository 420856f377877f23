import { observed, STAGES, unobserved } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { knownActor, knownLabels } from './approvals.ts';
import type { EventFacts } from './event-payload.ts';

const EVENT: EventFacts = {
  bases: [],
  head: 'a',
  before: undefined,
  branch: 'x',
  labels: ['bug'],
  actor: 'octocat',
};
const NOTHING = { labels: undefined, actor: undefined, event: undefined };

describe('labels on the command line', () => {
  test('approve at stage local', () => {
    expect(knownLabels({ ...NOTHING, labels: ['ok'], stage: 'local' })).toEqual(
      observed([{ name: 'ok', authority: observed('trusted') }]),
    );
  });

  test.each(STAGES.filter((stage) => stage !== 'local'))(
    'prove nothing at stage %s, absence included',
    (stage) => {
      expect(knownLabels({ ...NOTHING, labels: ['ok'], stage })).toEqual(
        unobserved(`--labels counts at stage local only, and this is stage ${stage}`),
      );
    },
  );

  test('are unknown when nobody named any', () => {
    expect(knownLabels({ ...NOTHING, stage: 'local' })).toEqual(
      unobserved('the labels of the change were not read'),
    );
  });

  test('may be named as none at all', () => {
    expect(knownLabels({ ...NOTHING, labels: [], stage: 'local' })).toEqual(observed([]));
  });
});

describe('labels of an event', () => {
  test.each(STAGES)('are seen at stage %s, who applied them is not', (stage) => {
    const labels = knownLabels({ ...NOTHING, event: EVENT, stage });
    expect(labels).toEqual(
      observed([
        {
          name: 'bug',
          authority: unobserved(
            'who applied the label is asked of GitHub, which this version does not do yet',
          ),
        },
      ]),
    );
  });

  test('stand before those on the command line', () => {
    const labels = knownLabels({ ...NOTHING, event: EVENT, labels: ['ok'], stage: 'local' });
    expect(labels.known && labels.value.map(({ name }) => name)).toEqual(['bug']);
  });

  test('that carries none are unknown', () => {
    expect(knownLabels({ ...NOTHING, event: { ...EVENT, labels: undefined }, stage: 'ci' })).toEqual(
      unobserved('the event carries no labels'),
    );
  });
});

describe('the author', () => {
  test('is the one of the event', () => {
    expect(knownActor({ ...NOTHING, actor: 'me', event: EVENT, stage: 'ci' })).toEqual(observed('octocat'));
  });

  test('may be named at home only', () => {
    expect(knownActor({ ...NOTHING, actor: 'me', stage: 'local' })).toEqual(observed('me'));
    expect(knownActor({ ...NOTHING, actor: 'me', stage: 'deploy' })).toEqual(
      unobserved('--actor counts at stage local only, and this is stage deploy'),
    );
  });

  test('is unknown when nobody says', () => {
    expect(knownActor({ ...NOTHING, stage: 'ci' }).known).toBe(false);
  });
});
