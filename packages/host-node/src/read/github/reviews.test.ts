import { observed } from '@lockkeeper/policy-core';
import type { Review } from '@lockkeeper/policy-core/observe';
import { expect, test } from 'vitest';

import { lastWords } from './reviews.ts';

const MIA = { login: 'mia', id: 2, isBot: false };
const LEO = { login: 'leo', id: 3, isBot: false };
const GHOST = { login: 'ghost', id: null, isBot: false };

function said(state: Review['state'], hour: number, by: Review['by'] = MIA): Review {
  return { by, state, commit: 'a'.repeat(40), role: observed('write'), at: `2026-11-21T${hour}:00:00Z` };
}

const states = (...reviews: readonly Review[]) =>
  lastWords(reviews).map(({ by, state }) => `${by.login} ${state}`);

test('the last word of each reviewer counts', () => {
  expect(states(said('changes-requested', 10), said('approved', 11, LEO), said('approved', 12))).toEqual([
    'mia approved',
    'leo approved',
  ]);
  expect(states(said('approved', 10), said('changes-requested', 11))).toEqual(['mia changes-requested']);
});

test('a comment takes nothing back', () => {
  expect(states(said('approved', 10), said('commented', 11))).toEqual(['mia approved']);
  expect(states(said('changes-requested', 10), said('commented', 11))).toEqual(['mia changes-requested']);
});

test('a comment is the word of who said nothing else', () => {
  expect(lastWords([said('commented', 10), said('commented', 11)])).toEqual([said('commented', 11)]);
});

test('a dismissal takes an approval back', () => {
  expect(states(said('approved', 10), said('dismissed', 11))).toEqual(['mia dismissed']);
  expect(states(said('dismissed', 10), said('approved', 11))).toEqual(['mia approved']);
});

test('time decides and not the order of the list', () => {
  expect(states(said('approved', 12), said('changes-requested', 11))).toEqual(['mia approved']);
});

test('an account that changed its name is still one reviewer', () => {
  expect(states(said('approved', 10), said('changes-requested', 11, { ...MIA, login: 'mia-new' }))).toEqual([
    'mia-new changes-requested',
  ]);
});

test('of accounts that are gone only objections stay, each for itself', () => {
  expect(
    states(
      said('approved', 10, GHOST),
      said('changes-requested', 11, GHOST),
      said('changes-requested', 12, GHOST),
      said('commented', 13, GHOST),
    ),
  ).toEqual(['ghost changes-requested', 'ghost changes-requested']);
});
