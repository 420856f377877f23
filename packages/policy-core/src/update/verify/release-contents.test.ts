import { describe, expect, test } from 'vitest';

import { contentRefusals, type ReleasedEntry } from './release-contents.ts';
import { updateRefusalText } from './update-refusal.ts';

const file = (path: string) => ({ kind: 'file', path }) as const;
const link = (path: string, target: string) => ({ kind: 'link', path, target }) as const;

function codes(...entries: readonly ReleasedEntry[]): readonly string[] {
  const refusals = contentRefusals('v1.1.0', entries, { strategy: 'inplace' });
  for (const refusal of refusals) expect(updateRefusalText(refusal)).toMatch(/^[^.]+.*[.,] .+\.$/);
  return refusals.map(({ id }) => id);
}

describe('a version that no update can bring whole', () => {
  test.each<readonly [string, string, readonly ReleasedEntry[]]>([
    ['a submodule', 'submodule', [{ kind: 'submodule', path: 'vendor/lib' }]],
    ['a pointer of Git LFS', 'lfs-pointer', [{ kind: 'pointer', path: 'model.bin' }]],
    ['data of a profile', 'holds-data', [file('bot_persistence/live/ledger.txt')]],
    ['a link to a place of the host', 'link-leads-out', [link('data', '/etc')]],
    ['a link above its folder', 'link-leads-out', [link('a/b', '../../other')]],
    [
      'a link that leaves it by another',
      'link-leads-out',
      [link('a/b/up', '../..'), link('c', 'a/b/up/../x')],
    ],
    ['files of one name', 'case-clash', [file('Readme.md'), file('src/a.py'), file('README.md')]],
    ['folders of one name', 'case-clash', [file('src/a.py'), file('Src/b.py')]],
  ])('by %s is refused by the name %s', (_, code, entries) => {
    expect(codes(file('app.py'), ...entries)).toEqual([code]);
  });
});

test('links within a version, in a circle, or to nothing are no reason, and neither are alike folders', () => {
  const links = [link('a/b/c', '../../app.py'), link('x', 'y'), link('y', 'x'), link('z', 'gone/../app.py')];
  expect(codes(file('app.py'), file('src/a.py'), file('src/b.py'), ...links)).toEqual([]);
});

// By the square of its length it took minutes.
test('is judged in no time, however long its links are and however many', () => {
  const links = Array.from({ length: 2000 }, (_, at) => link(`l${at}`, 'a/'.repeat(2047)));
  expect(codes(...links)).toEqual([]);
}, 30_000);

test('data beside the folder of a service, or of no profile, is no reason', () => {
  const data = file('bot_persistence/live/ledger.txt');
  expect(contentRefusals('v1.1.0', [data], { strategy: 'releases' })).toEqual([]);
  expect(codes(file('bot_persistence/.gitkeep'))).toEqual([]);
});
