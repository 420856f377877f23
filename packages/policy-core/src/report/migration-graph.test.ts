import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { migrationGraph, type MigrationGraph } from '../migrations/explain/migration-graph.ts';
import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { readXml, type XmlElement } from '../testing/read-xml.ts';
import { listedEnvironment, listedRevision } from '../testing/sample-listed-revisions.ts';
import { sampleMigrationHistory } from '../testing/sample-migration-graph.ts';
import { migrationGraphMermaid } from './migration-graph-mermaid.ts';
import { migrationGraphSvg } from './migration-graph-svg.ts';
import { migrationGraphText } from '../testing/graph-text.ts';

let graph: MigrationGraph;
let newest: MigrationGraph;

beforeAll(async () => {
  const history = sampleMigrationHistory(await testParsers());
  graph = migrationGraph([history]);
  newest = migrationGraph([history], 2);
});

describe('a history as text', () => {
  test('has a line for each revision, and tells what is wrong', () => {
    expect(migrationGraphText(graph, { colors: false, lanes: 'unicode' })).toBe(
      [
        'alembic.ini (alembic/versions): 6 revisions, 2 heads',
        '●    6f00  lost  (head)',
        '●    5e00  alembic/versions/5e00_x.py  (head, depends on 3c00, new)',
        '●─╮  4d00  merge  (merge)',
        '● │  2b00  add total  (last release)',
        '│ ●  3c00  billing <starts>  (label billing, last release)',
        '●─╯  1a00  create customers  (base)',
        '6f00 names zz99 as down_revision, and there is no such revision.',
        '',
      ].join('\n'),
    );
  });

  test('counts what is left out', () => {
    expect(migrationGraphText(newest, { colors: false, lanes: 'ascii' })).toBe(
      [
        'alembic.ini (alembic/versions): 6 revisions, 2 heads',
        '*  6f00  lost  (head)',
        '*  5e00  alembic/versions/5e00_x.py  (head, depends on 3c00, new)',
        'and 4 older revisions',
        '6f00 names zz99 as down_revision, and there is no such revision.',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [['v'], 'v'],
    [['v', 'w', 'x', 'y'], 'v, w, x, y'],
    [['v', 'w', 'x', 'y', 'z'], 'v, w and 3 more folders'],
    [['alembic.ini', 'v'], 'v'],
  ])('names the folders %j as %s', (folders, shown) => {
    const [title] = migrationGraphText(oneRevision({}, folders), { colors: false, lanes: 'ascii' }).split(
      '\n',
    );
    expect(title).toBe(`alembic.ini (${shown}): 1 revision, 0 heads`);
  });

  test('is coloured for terminals', () => {
    expect(migrationGraphText(newest, { colors: true, lanes: 'ascii' })).toContain(
      '\u001b[33m6f00\u001b[39m  lost  (\u001b[32mhead\u001b[39m)',
    );
  });

  test('tells of circles, of ids that are used twice and of files without a place', () => {
    const [environment] = graph.environments;
    if (environment === undefined) throw new Error('no environment');
    const text = migrationGraphText(
      {
        schema_version: 1,
        environments: [
          {
            ...environment,
            revisions: [],
            missing: [{ revision: 'a', names: 'b', as: 'depends_on' }],
            circles: [['x'], ['y', 'z']],
            duplicates: [{ id: 'd', paths: ['1.py', '2.py'] }],
            unplaced: ['odd.py'],
          },
        ],
      },
      { colors: false, lanes: 'unicode' },
    );
    expect(text.split('\n').slice(1, -1)).toEqual([
      'a names b as depends_on, and there is no such revision.',
      'x builds on itself.',
      'These revisions build on each other: y, z.',
      'd is the id of several files: 1.py, 2.py.',
      'Where odd.py belongs cannot be read from it.',
    ]);
  });
});

describe('a history as Mermaid', () => {
  test('points from what is older to what is newer', () => {
    expect(migrationGraphMermaid(graph)).toBe(
      [
        'flowchart BT',
        '  e0r0["6f00<br/>lost<br/>(head)"]:::head',
        '  e0r1["5e00<br/>(head, depends on 3c00, new)"]:::new',
        '  e0r2["4d00<br/>merge<br/>(merge)"]',
        '  e0r3["2b00<br/>add total<br/>(last release)"]:::released',
        '  e0r4["3c00<br/>billing #60;starts#62;<br/>(label billing, last release)"]:::released',
        '  e0r5["1a00<br/>create customers<br/>(base)"]:::released',
        '  e0m0["zz99<br/>not there"]:::gone',
        '  e0m0 --> e0r0',
        '  e0r2 --> e0r1',
        '  e0r4 -.-> e0r1',
        '  e0r3 --> e0r2',
        '  e0r4 --> e0r2',
        '  e0r5 --> e0r3',
        '  e0r5 --> e0r4',
        '  classDef head stroke-width:3px',
        '  classDef new stroke:#0969da,stroke-width:3px',
        '  classDef released stroke-dasharray:2 2',
        '  classDef gone stroke:#cf222e,stroke-dasharray:4 4',
        '',
      ].join('\n'),
    );
  });

  test('gives each environment a box of its own, and counts what is left out', () => {
    const text = migrationGraphMermaid({
      ...newest,
      environments: [...newest.environments, ...newest.environments],
    });
    expect(text).toContain('  subgraph e0["alembic.ini"]\n');
    expect(text).toContain('    e1older["4 older"]\n');
    expect(text.match(/^ {2}end$/gm)).toHaveLength(2);
  });

  test('lets nothing of a message through that Mermaid could take for its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => {
        const text = migrationGraphMermaid(oneRevision({ message }));
        expect(text.split('\n')[1]).toMatch(/^ {2}e0r0\["ab<br\/>[\p{L}\p{N} .,:;/()_#-]*"\]$/u);
      }),
    );
  });
});

describe('a history as a picture', () => {
  test('is XML that stands alone and says what it is', () => {
    const svg = readXml(migrationGraphSvg(graph));
    expect(svg).toMatchObject({
      name: 'svg',
      attributes: { role: 'img', 'aria-labelledby': 'title description' },
    });
    const [title, description] = svg.children;
    expect(title).toMatchObject({
      name: 'title',
      attributes: { id: 'title' },
      text: 'History of the migrations',
    });
    expect(description).toMatchObject({
      name: 'desc',
      text: 'alembic.ini (alembic/versions): 6 revisions, 2 heads (5e00, 6f00).',
    });
    expect(migrationGraphSvg(graph)).not.toMatch(/<script|href=|url\(|<image|on[a-z]+=/);
  });

  test('has a dot and a text for each revision, and a line for each parent', () => {
    const svg = readXml(migrationGraphSvg(graph));
    const dots = named(svg, 'circle').map(({ attributes }) => attributes['class']);
    expect(dots).toEqual(['dot head', 'dot head new', 'dot', 'dot', 'dot', 'dot']);
    expect(named(svg, 'path').map(({ attributes }) => attributes['class'])).toEqual([
      'line lane0',
      'line lane0',
      'line lane1',
      'line lane0',
      'line lane1',
      'depends',
    ]);
    const words = named(svg, 'tspan').map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['3c00', 'billing <starts>', 'label billing', 'new']));
    expect(named(svg, 'title').map(({ text }) => text)).toContain(
      '3c00: alembic/versions/3c00_x.py, label billing, last release',
    );
  });

  test('follows the light or the dark that somebody chose', () => {
    expect(migrationGraphSvg(graph)).toContain('@media (prefers-color-scheme: dark)');
  });

  test('is as large as what stands in it', () => {
    const small = readXml(migrationGraphSvg(newest)).attributes;
    const large = readXml(migrationGraphSvg(graph)).attributes;
    expect(Number(large['height'])).toBeGreaterThan(Number(small['height']));
    expect(large['viewBox']).toBe(`0 0 ${large['width']} ${large['height']}`);
  });

  test('of nothing says so', () => {
    expect(migrationGraphSvg({ schema_version: 1, environments: [] })).toContain('There are no migrations.');
  });

  test('stays XML whatever a revision is called', () => {
    const anyText = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anyText, anyText, (id, message) => {
        const svg = readXml(migrationGraphSvg(oneRevision({ id, message })));
        expect(named(svg, 'circle')).toHaveLength(1);
      }),
    );
  });
});

function named(element: XmlElement, name: string): readonly XmlElement[] {
  const below = element.children.flatMap((child) => named(child, name));
  return element.name === name ? [element, ...below] : below;
}

function oneRevision(more: Partial<ListedRevision>, folders = ['v']): MigrationGraph {
  return { schema_version: 1, environments: [listedEnvironment([listedRevision('ab', more)], { folders })] };
}
