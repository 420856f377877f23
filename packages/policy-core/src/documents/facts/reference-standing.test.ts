import { expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { pathsSought, standings, type SoughtReference } from './reference-standing.ts';

const THERE = observed(true);
const GONE = observed(false);
const sought = (given: Partial<SoughtReference>): SoughtReference => ({
  places: [],
  onlyIf: [],
  isBareName: false,
  ...given,
});

test('one place is enough', () => {
  const judge = standings({ 'docs/a.md': GONE, 'a.md': THERE });
  expect(judge(sought({ places: ['docs/a.md', 'a.md'] }))).toEqual({ kind: 'there' });
});

test('a place nobody looked at makes the answer unknown, unless another one is there', () => {
  const judge = standings({ 'docs/a.md': GONE, 'b.md': THERE });
  expect(judge(sought({ places: ['docs/a.md', 'a.md'] }))).toEqual({
    kind: 'unknown',
    reason: 'nobody looked whether it exists',
  });
  expect(judge(sought({ places: ['x.md', 'b.md'] }))).toEqual({ kind: 'there' });
});

test('the reason why nobody could look is kept', () => {
  const judge = standings({ 'a.md': unobserved('permission is denied') });
  expect(judge(sought({ places: ['a.md'] }))).toEqual({ kind: 'unknown', reason: 'permission is denied' });
});

test('what is nowhere is missing', () => {
  expect(standings({ 'a.md': GONE })(sought({ places: ['a.md'] }))).toEqual({
    kind: 'missing',
    similar: undefined,
  });
});

test('an example, whose folder does not exist, counts as there', () => {
  const judge = standings({ 'shop/a.py': GONE, shop: GONE, 'app/b.py': GONE, app: THERE });
  expect(judge(sought({ places: ['shop/a.py'], onlyIf: ['shop'] }))).toEqual({ kind: 'there' });
  expect(judge(sought({ places: ['app/b.py'], onlyIf: ['app'] }))).toMatchObject({ kind: 'missing' });
});

test('the root is a folder that exists', () => {
  expect(standings({ 'a.py': GONE })(sought({ places: ['a.py'], onlyIf: [''] }))).toMatchObject({
    kind: 'missing',
  });
});

test('a name alone may lie anywhere, a path may not', () => {
  const judge = standings({ 'docs/A.md': GONE, 'policies/A.md': THERE });
  expect(judge(sought({ places: ['docs/A.md'], isBareName: true }))).toEqual({ kind: 'there' });
  expect(judge(sought({ places: ['docs/A.md'] }))).toMatchObject({ kind: 'missing' });
});

test('a name alone may be that of what nobody could look at', () => {
  const judge = standings({ 'docs/A.md': GONE, 'policies/A.md': unobserved('permission is denied') });
  expect(judge(sought({ places: ['docs/A.md'], isBareName: true }))).toEqual({
    kind: 'unknown',
    reason: 'permission is denied',
  });
  expect(judge(sought({ places: ['docs/A.md'] }))).toMatchObject({ kind: 'missing' });
});

test('another spelling in the same folder is named', () => {
  const judge = standings({ 'docs/RELEASE.md': GONE, 'docs/Release.md': THERE, 'RELEASE.md': THERE });
  expect(judge(sought({ places: ['docs/RELEASE.md'] }))).toEqual({
    kind: 'missing',
    similar: 'docs/Release.md',
  });
});

test('another spelling anywhere is named for a name alone', () => {
  const judge = standings({ 'ROLBACK.md': GONE, 'docs/ROLLBACK.md': THERE });
  expect(judge(sought({ places: ['ROLBACK.md'], isBareName: true }))).toEqual({
    kind: 'missing',
    similar: 'docs/ROLLBACK.md',
  });
});

test('a file may be called like something every object has', () => {
  expect(standings({})(sought({ places: ['constructor'] }))).toMatchObject({ kind: 'unknown' });
});

test('everything but the root is looked up', () => {
  expect(pathsSought(sought({ places: ['a', 'b'], onlyIf: ['', 'c'] }))).toEqual(['a', 'b', 'c']);
});
