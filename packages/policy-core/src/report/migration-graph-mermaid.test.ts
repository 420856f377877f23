import { describe, expect, test } from 'vitest';

import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentGraph } from '../migrations/explain/migration-graph.ts';
import { listedEnvironment, listedRevision } from '../testing/sample-listed-revisions.ts';
import { migrationGraphMermaid } from './migration-graph-mermaid.ts';

/** The lines between the first one and the styles. */
function drawn(...environments: readonly EnvironmentGraph[]): readonly string[] {
  const lines = migrationGraphMermaid({ schema_version: 1, environments }).trimEnd().split('\n');
  expect(lines[0]).toBe('flowchart BT');
  return lines.slice(1, lines.indexOf('  classDef head stroke-width:3px'));
}

describe('the style of a box', () => {
  test.each<[style: string, what: string, more: Partial<ListedRevision>]>([
    ['', 'nothing special', {}],
    ['', 'a revision that is neither new nor released', { is_new: false, is_released: false }],
    [':::head', 'a head', { is_head: true }],
    [':::new', 'a new revision', { is_new: true }],
    [':::released', 'a released one', { is_released: true }],
    [':::new', 'a new head, as it is the news that are looked for', { is_new: true, is_head: true }],
    [':::head', 'a released head', { is_head: true, is_released: true }],
  ])('%j says %s', (style, _, more) => {
    expect(drawn(listedEnvironment([listedRevision('ab', more)]))).toEqual([
      expect.stringMatching(`"\\]${style}$`),
    ]);
  });

  test('is one that is defined below, each of them once', () => {
    const text = migrationGraphMermaid({ schema_version: 1, environments: [] });
    expect([...text.matchAll(/^ {2}classDef (\w+)/gm)].map(([, name]) => name)).toEqual([
      'head',
      'new',
      'released',
      'gone',
    ]);
  });
});

describe('the text of a box', () => {
  test.each<[box: string, more: Partial<ListedRevision>]>([
    ['ab', {}],
    ['ab<br/>add total', { message: 'add total' }],
    ['ab<br/>(base)', { is_base: true }],
    ['ab<br/>add total<br/>(merge)', { message: 'add total', is_merge: true }],
    ['ab<br/>', { message: '' }],
    ['ab<br/>a#34;b#34; #91;c#93;', { message: 'a"b" [c]' }],
    ['ab<br/>#35;34; is no entity', { message: '#34; is no entity' }],
    ['ab<br/>#60;script#62;', { message: '<script>' }],
    ['ab<br/>#96;code#96; #42;#42;loud#42;#42;', { message: '`code` **loud**' }],
    ['ab<br/>50#37; #38; more', { message: '50% & more' }],
    ['ab<br/>größer, 大きい', { message: 'größer, 大きい' }],
    ['ab<br/>#128640;', { message: '\u{1F680}' }],
    ['ab<br/>two#92;nlines', { message: 'two\nlines' }],
    ['ab<br/>turned #92;u#123;202e#125;', { message: 'turned \u202e' }],
  ])('%s', (box, more) => {
    expect(drawn(listedEnvironment([listedRevision('ab', more)]))).toEqual([`  e0r0["${box}"]`]);
  });

  test('keeps an id from being anything but text', () => {
    expect(drawn(listedEnvironment([listedRevision('a"]; click')]))).toEqual(['  e0r0["a#34;#93;; click"]']);
  });
});

describe('arrows', () => {
  test('point from each parent, and dotted from what a revision depends on', () => {
    expect(
      drawn(
        listedEnvironment([
          listedRevision('d', { parents: ['b', 'c'] }),
          listedRevision('c', { parents: ['a'], depends_on: ['b'] }),
          listedRevision('b', { parents: ['a'] }),
          listedRevision('a'),
        ]),
      ).slice(4),
    ).toEqual([
      '  e0r2 --> e0r0',
      '  e0r1 --> e0r0',
      '  e0r3 --> e0r1',
      '  e0r2 -.-> e0r1',
      '  e0r3 --> e0r2',
    ]);
  });

  test('do not come from revisions that are left out', () => {
    expect(
      drawn(listedEnvironment([listedRevision('b', { parents: ['a'], depends_on: ['z'] })], { older: 3 })),
    ).toEqual(['  e0r0["b<br/>(depends on z)"]', '  e0older["3 older"]']);
  });

  test('come from a box of its own where a revision is not there, and from one alone for all who name it', () => {
    const missing = [
      { revision: 'b', names: 'zz', as: 'down_revision' },
      { revision: 'c', names: 'zz', as: 'depends_on' },
      { revision: 'c', names: 'a"', as: 'down_revision' },
    ] as const;
    const revisions = [
      listedRevision('c', { parents: ['a"'], depends_on: ['zz'] }),
      listedRevision('b', { parents: ['zz'] }),
    ];
    expect(drawn(listedEnvironment(revisions, { missing }))).toEqual([
      '  e0r0["c<br/>(depends on zz)"]',
      '  e0r1["b"]',
      '  e0m0["zz<br/>not there"]:::gone',
      '  e0m1["a#34;<br/>not there"]:::gone',
      '  e0m1 --> e0r0',
      '  e0m0 -.-> e0r0',
      '  e0m0 --> e0r1',
    ]);
  });

  test('may lead back to where they come from', () => {
    expect(drawn(listedEnvironment([listedRevision('a', { parents: ['a'] })]))).toEqual([
      '  e0r0["a"]',
      '  e0r0 --> e0r0',
    ]);
  });
});

describe('several environments', () => {
  test('keep what has the same id apart', () => {
    const revisions = [listedRevision('b', { parents: ['a'] }), listedRevision('a')];
    expect(
      drawn(
        listedEnvironment(revisions, { name: 'alembic.ini [shop]' }),
        listedEnvironment(revisions, { older: 2 }),
      ),
    ).toEqual([
      '  subgraph e0["alembic.ini #91;shop#93;"]',
      '    e0r0["b"]',
      '    e0r1["a"]',
      '    e0r1 --> e0r0',
      '  end',
      '  subgraph e1["alembic.ini"]',
      '    e1r0["b"]',
      '    e1r1["a"]',
      '    e1older["2 older"]',
      '    e1r1 --> e1r0',
      '  end',
    ]);
  });

  test('may be empty, or not there at all', () => {
    expect(drawn(listedEnvironment([]), listedEnvironment([]))).toEqual([
      '  subgraph e0["alembic.ini"]',
      '  end',
      '  subgraph e1["alembic.ini"]',
      '  end',
    ]);
    expect(drawn(listedEnvironment([]))).toEqual([]);
    expect(drawn()).toEqual([]);
  });
});
