import { describe, expect, test } from 'vitest';

import { textContent, type FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { headPins, isHeadPin } from './head-pins.ts';

const shop = { folders: ['alembic/versions'], isRecursive: false };
const billing = { folders: ['billing/versions', 'billing/more'], isRecursive: false };

const written = observed(textContent('ab12\n'));
const absent = observed<FileContent>({ kind: 'absent' });

function pins(environment: typeof shop, paths: readonly string[], environments = [shop, billing]) {
  const texts = new Map<string, Known<FileContent>>(paths.map((path) => [path, written]));
  return headPins(environment, environments, texts).map(({ path }) => path);
}

describe('a file that names a head', () => {
  test.each(['.alembic-head', 'alembic/versions/.alembic-head'])('is %s', (path) => {
    expect(isHeadPin(path)).toBe(true);
  });

  test.each(['alembic-head', 'x.alembic-head', '.alembic-head.bak', '.alembic-head/x', 'a/.alembic-heads'])(
    'is not %s',
    (path) => {
      expect(isHeadPin(path)).toBe(false);
    },
  );

  test('is that of the environment in whose folder it lies', () => {
    const paths = ['alembic/versions/.alembic-head', 'billing/more/.alembic-head'];
    expect(pins(shop, paths)).toEqual(['alembic/versions/.alembic-head']);
    expect(pins(billing, paths)).toEqual(['billing/more/.alembic-head']);
  });

  test('is that of the one environment below its configuration', () => {
    const paths = ['.alembic-head', 'alembic.ini', 'billing/.alembic-head', 'billing/alembic.ini'];
    expect(pins(billing, paths)).toEqual(['billing/.alembic-head']);
    expect(pins(shop, paths)).toEqual([]);
    expect(pins(shop, paths, [shop])).toEqual(['.alembic-head']);
  });

  test('may lie beside pyproject.toml', () => {
    expect(pins(shop, ['.alembic-head', 'pyproject.toml'], [shop])).toEqual(['.alembic-head']);
  });

  test('is none without a configuration beside it, nor above the folder of its own', () => {
    expect(pins(shop, ['.alembic-head'], [shop])).toEqual([]);
    expect(pins(shop, ['alembic/.alembic-head', 'alembic.ini'], [shop])).toEqual([]);
    expect(pins(shop, ['docs/.alembic-head', 'docs/alembic.ini'], [shop])).toEqual([]);
  });

  test('is not that of an environment around the one that it belongs to', () => {
    const outer = { folders: ['alembic'], isRecursive: true };
    const inner = { folders: ['alembic/archive'], isRecursive: false };
    const paths = ['alembic/.alembic-head', 'alembic/alembic.ini'];
    expect(pins(outer, paths, [outer, inner])).toEqual(['alembic/.alembic-head']);
    expect(pins(inner, paths, [outer, inner])).toEqual([]);
  });

  test('is there though its text could not be read, and not where it is known to be absent', () => {
    const path = 'alembic/versions/.alembic-head';
    const unread = unobserved('it could not be read');
    expect(headPins(shop, [shop], new Map([[path, unread]]))).toEqual([{ path, content: unread }]);
    expect(headPins(shop, [shop], new Map([[path, absent]]))).toEqual([]);
    const gone = new Map<string, Known<FileContent>>([
      ['.alembic-head', written],
      ['alembic.ini', absent],
    ]);
    expect(headPins(shop, [shop], gone)).toEqual([]);
  });
});
