import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placesOfLink, placesOfMention } from './reference-places.ts';
import { folderOf } from '../../model/folder-of.ts';

describe('a link leads', () => {
  test.each([
    ['from the folder of the document', 'docs/a.md', 'b.md', ['docs/b.md']],
    ['from the root', 'README.md', 'docs/b.md', ['docs/b.md']],
    ['up and down', 'docs/ops/a.md', '../../infra/b.json', ['infra/b.json']],
    ['to nothing outside the repository', 'docs/a.md', '../../issues', []],
    [
      'from every folder above, when it is rooted',
      'docs/en/a.md',
      '/b.md',
      ['docs/en/b.md', 'docs/b.md', 'b.md'],
    ],
    [
      'to the page a site makes',
      'docs/a.md',
      'guide/start',
      ['docs/guide/start', 'docs/guide/start.md', 'docs/guide/start.mdx'],
    ],
    ['to the source of a page', 'docs/a.md', 'b.html', ['docs/b.html', 'docs/b.md']],
    ['to a folder', 'docs/a.md', './ops/', ['docs/ops', 'docs/ops.md', 'docs/ops.mdx']],
    ['to the root', 'docs/a.md', '..', ['']],
  ])('%s', (_name, ...[document, target, places]) => {
    expect(placesOfLink(document, target)).toEqual(places);
  });
});

describe('a mention may stand', () => {
  test.each([
    [
      'for a path from any folder above',
      'docs/ops/a.md',
      'x/b.py',
      ['x/b.py', 'docs/x/b.py', 'docs/ops/x/b.py'],
    ],
    ['for a path from the root', 'a.md', './scripts', ['scripts']],
    ['for one above, as far as there is one', 'docs/a.md', '../b', ['b']],
    ['for nothing outside', 'a.md', '../b', []],
  ])('%s', (_name, ...[document, path, places]) => {
    expect(placesOfMention(document, path)).toEqual(places);
  });
});

test('of very many folders above only the nearest are tried, and the root', () => {
  const document = `${'a/'.repeat(2000)}d.md`;
  const places = placesOfMention(document, 'x/y.py');
  expect(places).toHaveLength(21);
  expect([places[0], places.at(-1)]).toEqual(['x/y.py', `${'a/'.repeat(2000)}x/y.py`]);
  expect(placesOfLink(document, '/b.md')).toHaveLength(21);
  expect(placesOfMention('a/b/c/d.md', 'x/y.py')).toHaveLength(4);
});

test('the folder of a file at the root is the root', () => {
  expect(['a', 'a/b', 'a/b/c', ''].map(folderOf)).toEqual(['', 'a', 'a/b', '']);
});

test('[property] every place is a plain path in the repository', () => {
  const name = fc.constantFrom('docs', 'a', '.', '..', '', 'b.md');
  const path = fc.array(name, { maxLength: 6 }).map((names) => names.join('/'));
  fc.assert(
    fc.property(fc.constantFrom('a.md', 'docs/a.md', 'docs/x/y/a.md'), path, (document, target) => {
      for (const place of [...placesOfLink(document, target), ...placesOfMention(document, target)]) {
        expect(place.split('/')).not.toContain('..');
        expect(place).not.toMatch(/^\/|\/\/|(^|\/)\.(\/|$)/);
      }
    }),
  );
});
