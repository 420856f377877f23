import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { resolvePaths } from './resolved-paths.ts';

afterAll(removeTemporaryFolders);

let root: string;
beforeEach(() => {
  root = temporaryFolder();
  mkdirSync(path.join(root, 'core/deep'), { recursive: true });
  mkdirSync(path.join(root, 'docs'));
  writeFileSync(path.join(root, 'docs/a.md'), '');
});

/** `path` and `folder` below the root; `->` marks a name through a link. */
async function places(name: string): Promise<readonly string[]> {
  const found = await resolvePaths(`${root}/${name}`);
  return found.map(({ path: place, folder, kind }) => {
    const [file, above] = [place, folder].map((whole) => path.relative(root, whole) || '.');
    return `${kind === 'end' ? '' : '-> '}${file} in ${above}`;
  });
}

function link(name: string, target: string): void {
  symlinkSync(target, path.join(root, name));
}

describe('where a write lands', () => {
  test('is where it says, whether or not something is there', async () => {
    expect(await places('docs/a.md')).toEqual(['docs/a.md in docs']);
    expect(await places('docs/new/deep/b.md')).toEqual(['docs/new/deep/b.md in docs']);
    expect(await places('docs//./a.md')).toEqual(['docs/a.md in docs']);
    expect(await places('docs/a.md/b')).toEqual(['docs/a.md/b in docs']);
  });

  test('is where the links on the way lead, and each of them is named', async () => {
    link('docs/in', '../core');
    link('docs/twice', 'in/deep');
    expect(await places('docs/in/x.py')).toEqual(['-> docs/in/x.py in docs', 'core/x.py in core']);
    expect(await places('docs/twice/x.py')).toEqual([
      '-> docs/twice/x.py in docs',
      '-> docs/in/deep/x.py in docs',
      'core/deep/x.py in core/deep',
    ]);
  });

  test('is what a link points at, also when nothing is there yet', async () => {
    link('docs/new.md', '../core/new.py');
    link('docs/abs.md', path.join(root, 'core/abs.py'));
    expect(await places('docs/new.md')).toEqual(['-> docs/new.md in docs', 'core/new.py in core']);
    expect((await places('docs/abs.md')).at(-1)).toBe('core/abs.py in core');
  });

  test('takes `..` back from where a link led', async () => {
    link('docs/deep', '../core/deep');
    expect((await places('docs/deep/../x.py')).at(-1)).toBe('core/x.py in core');
    expect(await places('docs/gone/../x.py')).toEqual(['docs/x.py in docs']);
    expect(await places('docs/gone/../../core/x.py')).toEqual(['core/x.py in core']);
    expect((await resolvePaths('/../../etc/hosts')).at(-1)).toMatchObject({ folder: '/etc' });
  });

  test('is unknown behind links in a circle', async () => {
    link('docs/a', 'b');
    link('docs/b', 'a');
    await expect(places('docs/a/x')).rejects.toThrow('leads in a circle of symbolic links');
  });
});
