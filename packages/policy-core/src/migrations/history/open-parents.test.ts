import { describe, expect, test } from 'vitest';

import { sampleHeader, type SampleHeader } from '../../testing/sample-header.ts';
import { openParents } from './open-parents.ts';
import { revisionGraph } from './revision-graph-of.ts';

/** Headers by the names of their files; `null` for one that could not be read. */
function openIn(headers: Readonly<Record<string, SampleHeader | null>>) {
  return openParents(
    revisionGraph(
      Object.entries(headers).map(([path, header]) => ({
        path,
        header: header === null ? undefined : sampleHeader(header),
      })),
    ),
  );
}

const A1 = { revision: 'a1', down: null };
const NONE = { lost: 0, unknown: [] };
const DYNAMIC = { dynamic: 'parent()' };

describe('parents that are open', () => {
  test.each<[string, SampleHeader, ReturnType<typeof openIn>]>([
    ['none where the parent is there', { revision: 'b2', down: 'a1' }, NONE],
    ['none of a second base', { revision: 'b2', down: null }, NONE],
    ['the one that is not there', { revision: 'b2', down: 'gone' }, { lost: 1, unknown: [] }],
    ['each that is not there', { revision: 'b2', down: ['gone', 'lost'] }, { lost: 2, unknown: [] }],
    [
      'the one beside a parent that is there',
      { revision: 'b2', down: ['a1', 'lost'] },
      { lost: 1, unknown: [] },
    ],
    ['none for a dependency that is not there', { revision: 'b2', down: 'a1', dependsOn: 'gone' }, NONE],
    ['that of a file that makes it up', { revision: 'b2', down: DYNAMIC }, { lost: 0, unknown: ['b2.py'] }],
    [
      'that of a file that makes up its id',
      { revision: DYNAMIC, down: 'a1' },
      { lost: 0, unknown: ['b2.py'] },
    ],
    ['none where only labels are made up', { revision: 'b2', down: 'a1', labels: DYNAMIC }, NONE],
    ['none where only dependencies are made up', { revision: 'b2', down: 'a1', dependsOn: DYNAMIC }, NONE],
    ['none of a base whose labels are made up', { revision: 'b2', down: null, labels: DYNAMIC }, NONE],
  ])('%s', (_, header, open) => {
    expect(openIn({ 'a1.py': A1, 'b2.py': header })).toEqual(open);
  });

  test('that of a file that is no Python', () => {
    expect(openIn({ 'a1.py': A1, 'b2.py': null })).toEqual({ lost: 0, unknown: ['b2.py'] });
  });

  test('none without revisions', () => {
    expect(openIn({})).toEqual(NONE);
  });
});
