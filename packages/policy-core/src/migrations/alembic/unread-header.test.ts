import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { readRevision } from './revision.ts';
import { unreadHeader } from './unread-header.ts';

const parsers = await testParsers();

const HEADER = 'revision = "b2"\ndown_revision = "a1"\n\n';

function ids(text: string): readonly (string | undefined)[] {
  const header = unreadHeader(parsers, text);
  return [header?.revision, header?.downRevision].map((value) =>
    value?.kind === 'ids' ? value.ids.map(({ id }) => id).join() : value?.kind,
  );
}

describe('the header of a revision that cannot be read', () => {
  it.each([
    ['a function in Python 2', `${HEADER}def upgrade():\n    print "x"\n`],
    ['a function that does not parse', `${HEADER}def upgrade():\n    op.drop_table("a"\n`],
    ['a decorator before it', `${HEADER}@wrapped(\ndef upgrade():\n    pass\n`],
    ['a coroutine', `${HEADER}async def upgrade(:\n    pass\n`],
    ['a class', `${HEADER}class Order(:\n    pass\n`],
    ['no function at all', HEADER],
  ])('is what stands before it: %s', (_, text) => {
    expect(ids(text)).toEqual(['b2', 'a1']);
  });

  it.each([
    ['it comes after the function', `def upgrade():\n    print "x"\n${HEADER}`],
    ['it does not parse itself', `revision = "b2\ndown_revision = "a1"\n\ndef upgrade():\n    pass\n`],
    ['it names no revision', 'down_revision = "a1"\n\ndef upgrade():\n    print "x"\n'],
    ['its id only shows when it runs', 'revision = make()\n\ndef upgrade():\n    print "x"\n'],
    ['there is nothing', ''],
  ])('is not known where %s', (_, text) => {
    expect(unreadHeader(parsers, text)).toBeUndefined();
  });

  it('keeps the places of the file', () => {
    const text = `"""First."""\n${HEADER}def upgrade():\n    print "x"\n`;
    const value = unreadHeader(parsers, text)?.downRevision;
    expect(value?.kind === 'ids' && text.slice(value.start, value.end)).toBe('"a1"');
  });
});

describe('a revision that cannot be read', () => {
  it.each([
    ['Python 2', 'def upgrade():\n    print "x"\n'],
    ['a mistake', 'def upgrade():\n    op.drop_table("a"\n'],
    ['a line out of place', 'def upgrade():\n    pass\n        op.drop_table("a")\n'],
  ])('says which one it is, with %s in it', (_, code) => {
    expect(readRevision(parsers, `${HEADER}${code}`)).toMatchObject({
      kind: 'unanalyzable',
      header: { revision: { kind: 'ids', ids: [{ id: 'b2' }] } },
    });
  });

  it('says nothing of itself where its header cannot be read', () => {
    expect(readRevision(parsers, 'revision = (\n')).not.toHaveProperty('header');
  });
});
