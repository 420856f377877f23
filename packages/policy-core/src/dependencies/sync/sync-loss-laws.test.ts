import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { withoutCredentials } from '../../model/without-credentials.ts';
import { anyRequirementsFile } from '../../testing/any-requirements.ts';
import { samplePair } from '../../testing/sample-pair.ts';
import { lockSync } from './lock-sync.ts';

const HASH = `--hash=sha256:${'0'.repeat(64)}`;
const MODES = ['textual', 'mirror'] as const;

/** Words of the old lock that are neither in the new one nor in what people are told goes. */
function lostWords(source: string, lock: string, mode: (typeof MODES)[number]): readonly string[] {
  const files = { 'requirements.txt': source, 'requirements.lock': lock };
  const sync = lockSync(samplePair(files, { sync: { mode } }));
  if (sync.kind !== 'changes') return [];
  const told = sync.changes.flatMap(({ kind, text }) => (kind === 'removed' ? wordsOf(text) : []));
  return takenFrom(wordsOf(lock), [...wordsOf(sync.text), ...told.flatMap(hashesTold)]);
}

/** Without backslashes that only continue a line, and with each hash as one word. */
function wordsOf(text: string): readonly string[] {
  return withoutCredentials(text)
    .replace(/^\uFEFF/, '')
    .replaceAll(/\\+(?=\s|$)|(?<=^|[\r\n])\\+/g, ' ')
    .replaceAll(/--hash[= ][^ \t\r\n]+/g, ' HASH ')
    .replaceAll(/\((\d+) hash(?:es)?\)/g, ' HASHES:$1 ')
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => word !== '');
}

function hashesTold(word: string): readonly string[] {
  const [, count] = /^HASHES:(\d+)$/.exec(word) ?? [];
  return count === undefined ? [word] : Array.from({ length: Number(count) }, () => 'HASH');
}

function takenFrom(words: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}

describe('whoever brings a lock to its source is told of each word that goes', () => {
  test.each<[string, string, string]>([
    ['a comment behind an entry', 'a==1\n', 'a==1\nb==1 # pinned for the data\n'],
    ['a comment behind an entry that changes its kind', '-e .\n', 'a==1 # why\n-e ./b # where\n'],
    ['an option behind an entry', 'a==1\n', 'a==1\nb>=9 --only-binary=b\n'],
    ['settings behind an entry', 'a==1\n', 'a==1\nb>=9 --config-settings="--x=y"\n'],
    ['comments below an entry', 'a==1\n', 'a==1\nb==1\n    # kept for us\n    # and for you\n'],
    ['comments between entries', 'a==1\n', '# head\na==2\n# middle\n\n  # moved in\n'],
    ['the same comment twice', '# head\na==1\n', '# head\na==2\n# head\n'],
    ['a comment that is all there is', 'a==1\n', '# head\n'],
    ['a comment among continuations', 'a==2\n', `a==1 \\\n    ${HASH} \\\n    # of the wheel\n`],
    ['a line that a comment swallows', 'a==2\n', 'b==1 # why \\\na==1\n'],
    ['a word behind an option', 'a==1\n', 'a==1\n-e ./b evil==1\n'],
    ['one of several options', '--pre\n', '--pre --no-index # none\n'],
    ['a hash that swallows the next line', '', `a==1 ${HASH}\\\nb==1\n`],
    ['a hash before a marker', 'a==1\n', `a==1\nb==1 ${HASH} ; python_version<'3'\n`],
    ['an address with a fragment', 'a==1\n', 'a==1\nhttps://x.example/b.zip#sha256=00&egg=b # b\n'],
    ['an address with a password', 'a==1\n', 'a==1\nb @ https://ana:pw@x.example/b.zip # b\n'],
    ['spaces, quotes and order', 'a==1\n', "a==1\nB [y , x] >=1 , <2 ; python_version<'3'\n"],
    ['line ends of Windows', 'a==1\r\n', 'a==1\r\nb==1 # why\r\n    # via us\r\n# end\r\n'],
    ['a mark in front', 'a==1\n', '\uFEFF# head\nb==1\n'],
    ['a line that is only continued', 'a==1\n', '\\\n# not seen by pip\nb==1\n'],
  ])('%s', (...[, source, lock]) => {
    for (const mode of MODES) expect([mode, lostWords(source, lock, mode)]).toEqual([mode, []]);
  });

  test('of any two files, in any mode', () => {
    fc.assert(
      fc.property(
        anyRequirementsFile,
        anyRequirementsFile,
        fc.constantFrom(...MODES),
        (source, lock, mode) => {
          expect(lostWords(source, lock, mode)).toEqual([]);
        },
      ),
    );
  });
});
