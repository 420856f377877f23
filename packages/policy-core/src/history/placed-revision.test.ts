import { describe, expect, it } from 'vitest';

import { sampleHeader, type SampleHeader } from '../testing/sample-header.ts';
import { placedRevision } from './placed-revision.ts';

function placed(header: SampleHeader, path = 'v/x.py') {
  const found = placedRevision({ path, header: sampleHeader(header) });
  return (
    found && {
      ...found,
      parents: names(found.parents),
      dependsOn: names(found.dependsOn),
      labels: names(found.labels),
    }
  );
}

function names(ids: readonly { readonly id: string }[]): readonly string[] {
  return ids.map(({ id }) => id);
}

describe('a revision', () => {
  it('has the names of its header, in whatever form', () => {
    expect(placed({ revision: 'a', down: 'z', labels: ['l', 'm'], dependsOn: 'd' })).toEqual({
      path: 'v/x.py',
      id: 'a',
      parents: ['z'],
      dependsOn: ['d'],
      labels: ['l', 'm'],
      knows: { parents: true, all: true },
    });
  });

  it.each([
    [
      { revision: 'a', down: { dynamic: 'f()' } },
      { parents: false, all: false },
    ],
    [
      { revision: 'a', labels: { dynamic: 'f()' } },
      { parents: true, all: false },
    ],
    [
      { revision: 'a', dependsOn: { dynamic: 'f()' } },
      { parents: true, all: false },
    ],
    [
      { revision: 'a', down: null, labels: null, dependsOn: null },
      { parents: true, all: true },
    ],
  ] as const)('with %j knows %j', (header, knows) => {
    expect(placed(header)?.knows).toEqual(knows);
  });

  it.each([
    ['v/1975ea83b712.py', '1975ea83b712'],
    ['deadbeef.py', 'deadbeef'],
    ['v/1975EA83B712.py', undefined],
    ['v/1975ea83b712_users.py', undefined],
    ['v/.py', undefined],
    ['v/users.py', undefined],
  ])('without an id is called by its file where that is old: %s', (path, id) => {
    expect(placed({}, path)?.id).toBe(id);
  });

  it('keeps its own id in an old file', () => {
    expect(placed({ revision: 'a' }, 'v/1975ea83b712.py')?.id).toBe('a');
    expect(placed({ revision: { dynamic: 'f()' } }, 'v/1975ea83b712.py')).toBeUndefined();
  });

  it('has no place without a header', () => {
    expect(placedRevision({ path: 'v/1975ea83b712.py', header: undefined })).toBeUndefined();
  });
});
