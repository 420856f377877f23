import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { checkerFor } from './checker.ts';
import { changesFrom } from './changes-from.ts';
import type { ChangeInput } from './observations-from-input.ts';

const policy = policyOf({
  protected: [{ id: 'core', paths: ['app/core/**'], require: { label: 'ok' } }],
});
const checker = checkerFor(policy, undefined);
const CORE = 'app/core/x.py';

function isFound(changes: ChangeInput['changes']): boolean {
  const { findings, undetermined } = checker.checkChange({ changes, labels: [] }, { stage: 'ci' });
  return [...findings, ...undetermined].some(({ rule }) => rule === 'paths/protected');
}

describe('a protected path is found in whatever words it is given', () => {
  test.each([
    CORE,
    './app/core/x.py',
    'app//core/x.py',
    'app/./core/x.py',
    'app/core/./x.py',
    'z/../app/core/x.py',
    'z/y/../../app/core/x.py',
    'app/x/../core/x.py',
    './/app///core//x.py',
    'app/core/x.py/',
    'app\\core\\x.py',
    '.\\app\\core\\x.py',
    'app\\core/x.py',
    'z\\..\\app\\core\\x.py',
  ])('%s', (path) => {
    expect(isFound([path])).toBe(true);
    expect(isFound([{ path, status: 'added' }])).toBe(true);
  });

  test('by law: steps that lead nowhere change nothing', () => {
    const step = fc.constantFrom('/', './', '//', 'z/../', './z/./../');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), fc.array(step, { maxLength: 4 }), (before, between) => {
        const path = `./${before.join('')}app/${between.join('')}core/x.py`.replace(/^\.?\/+/, './');
        expect(isFound([path])).toBe(true);
      }),
    );
  });
});

describe('what cannot be meant is refused, and the field named', () => {
  test.each<[string, unknown, string]>([
    ['an absolute path', { changes: [`/${CORE}`] }, 'changes[0] is "/app/core/x.py". Give a path relative'],
    ['a drive', { changes: ['C:\\app\\core\\x.py'] }, 'changes[0] is "C:\\\\app'],
    ['a server of Windows', { changes: ['\\\\s\\app'] }, 'changes[0] is'],
    ['an address', { changes: ['file:///app/core/x.py'] }, 'changes[0] is "file:'],
    [
      'a way out',
      { changes: ['README.md', '../app/core/x.py'] },
      'changes[1] is "../app/core/x.py", which leads out',
    ],
    ['a way out behind a folder', { changes: ['a/../../b'] }, 'changes[0] is "a/../../b", which leads out'],
    ['nothing', { changes: [''] }, 'changes[0] is "", which names no file.'],
    ['a folder', { changes: ['a/..'] }, 'changes[0] is "a/..", which names no file.'],
    ['a NUL byte', { changes: ['a\0b'] }, 'changes[0] holds a NUL byte'],
    ['no list', { changes: CORE }, 'changes must be a list, and is a string.'],
    ['no changes', {}, 'changes must be a list, and is undefined.'],
    ['a number', { changes: [1] }, 'changes[0] must be an object, and is a number.'],
    ['null', { changes: [null] }, 'changes[0] must be an object, and is null.'],
    [
      'a file of GitHub',
      { changes: [{ filename: CORE, status: 'modified' }] },
      'changes[0] is a file as GitHub lists it. Pass the whole list to changesFrom().',
    ],
    [
      'a file of GitLab',
      { changes: [{ new_path: CORE, old_path: CORE }] },
      'changes[0] is a file as GitLab lists it.',
    ],
    [
      'a path that is missing',
      { changes: [{ status: 'added' }] },
      'changes[0].path must be a string, and is undefined.',
    ],
    [
      'a status of GitHub',
      { changes: [{ path: CORE, status: 'removed' }] },
      'changes[0].status must be added, modified, deleted or type-changed.',
    ],
    ['no status', { changes: [{ path: CORE }] }, 'changes[0].status must be'],
    [
      'a file without text',
      { changes: [], files: [{ path: 'a' }] },
      'files[0].text must be a string, and is undefined.',
    ],
    ['labels as one text', { changes: [], labels: 'ok' }, 'labels must be a list, and is a string.'],
    ['a link that leads out', { changes: [], links: { '../a': 'b' } }, 'links["../a"] is'],
    ['no change at all', null, 'change must be an object, and is null.'],
  ])('%s', (...[, given, message]) => {
    // Sound: what a caller without types may hand in.
    const call = () => checker.checkChange(given as ChangeInput);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  test('in files and documents, too', () => {
    expect(() => checker.checkFiles([{ path: '/a', text: '' }])).toThrow('files[0].path is "/a"');
    expect(() => checker.checkDocument({ path: 'a/../..', text: '' })).toThrow('document.path is "a/../.."');
  });
});

describe('lists of forges and diffs give the changes that they hold', () => {
  const removed = { path: CORE, status: 'deleted' };
  const added = { path: CORE, status: 'added' };
  const header = (from: string, to: string) => `diff --git a/${from} b/${to}\n`;
  const hunk = '@@ -1,2 +1,2 @@\n-a\n+b\n c\n';
  test.each<[string, string | readonly object[], readonly object[]]>([
    ['GitHub: modified', [{ filename: CORE, status: 'modified' }], [{ path: CORE, status: 'modified' }]],
    ['GitHub: mode or type', [{ filename: CORE, status: 'changed' }], [{ path: CORE, status: 'modified' }]],
    ['GitHub: removed', [{ filename: CORE, status: 'removed' }], [removed]],
    ['GitHub: copied', [{ filename: CORE, status: 'copied', previous_filename: 'a' }], [added]],
    [
      'GitHub: renamed away',
      [{ filename: 'a', status: 'renamed', previous_filename: CORE }],
      [removed, { path: 'a', status: 'added' }],
    ],
    ['GitHub: unchanged', [{ filename: CORE, status: 'unchanged' }], []],
    [
      'GitLab: modified',
      [{ old_path: CORE, new_path: CORE, a_mode: '100644', b_mode: '100755' }],
      [{ path: CORE, status: 'modified', oldMode: '100644', newMode: '100755' }],
    ],
    [
      'GitLab: new',
      [{ old_path: CORE, new_path: CORE, new_file: true, a_mode: '0', b_mode: '100644' }],
      [{ ...added, oldMode: '000000', newMode: '100644' }],
    ],
    [
      'GitLab: deleted',
      [{ old_path: CORE, new_path: CORE, deleted_file: true }],
      [{ ...removed, newMode: '000000' }],
    ],
    [
      'GitLab: renamed away',
      [{ old_path: CORE, new_path: 'a', renamed_file: true }],
      [removed, { path: 'a', status: 'added' }],
    ],
    [
      'diff: modified',
      `${header(CORE, CORE)}index 1..2 100644\n--- a/${CORE}\n+++ b/${CORE}\n${hunk}`,
      [{ path: CORE, status: 'modified', oldMode: '100644', newMode: '100644' }],
    ],
    [
      'diff: new',
      `${header(CORE, CORE)}new file mode 100644\n--- /dev/null\n+++ b/${CORE}\n@@ -0,0 +1 @@\n+a\n`,
      [{ ...added, oldMode: '000000', newMode: '100644' }],
    ],
    [
      'diff: new and empty',
      `${header(CORE, CORE)}new file mode 100644\nindex 0..1\n`,
      [{ ...added, oldMode: '000000', newMode: '100644' }],
    ],
    [
      'diff: deleted',
      `${header(CORE, CORE)}deleted file mode 100644\n--- a/${CORE}\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n`,
      [{ ...removed, oldMode: '100644', newMode: '000000' }],
    ],
    [
      'diff: renamed away',
      `${header(CORE, 'a')}similarity index 100%\nrename from ${CORE}\nrename to a\n`,
      [removed, { path: 'a', status: 'added' }],
    ],
    ['diff: copied', `${header('a', CORE)}copy from a\ncopy to ${CORE}\n`, [added]],
    [
      'diff: mode alone',
      `${header(CORE, CORE)}old mode 100644\nnew mode 120000\n`,
      [{ path: CORE, status: 'modified', oldMode: '100644', newMode: '120000' }],
    ],
    [
      'diff: binary',
      `${header(CORE, CORE)}index 1..2\nBinary files a/${CORE} and b/${CORE} differ\n`,
      [{ path: CORE, status: 'modified' }],
    ],
    [
      'diff: blanks in the name',
      'diff --git a/a b c b/a b c\nold mode 100644\nnew mode 100755\n',
      [{ path: 'a b c', status: 'modified', oldMode: '100644', newMode: '100755' }],
    ],
    [
      'diff: quoted',
      'diff --git "a/caf\\303\\251\\t.py" "b/caf\\303\\251\\t.py"\nindex 1..2\n',
      [{ path: 'caf\u00e9\t.py', status: 'modified' }],
    ],
    [
      'diff: mnemonic prefixes',
      `diff --git i/${CORE} w/${CORE}\n--- i/${CORE}\n+++ w/${CORE}\n${hunk}`,
      [{ path: CORE, status: 'modified' }],
    ],
    [
      'diff: of diff -u',
      `--- ${CORE}\t2026-01-01\n+++ ${CORE}\t2026-01-02\n${hunk}`,
      [{ path: CORE, status: 'modified' }],
    ],
    [
      'diff: of diff -u, two files',
      `--- a\n+++ a\n${hunk}--- ${CORE}\n+++ ${CORE}\n${hunk}`,
      [
        { path: 'a', status: 'modified' },
        { path: CORE, status: 'modified' },
      ],
    ],
    [
      'diff: content that looks like a file',
      `${header('a', 'a')}--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n--- a/x\n+++ b/x\n c\n${header(CORE, CORE)}--- a/${CORE}\n+++ b/${CORE}\n${hunk}`,
      [
        { path: 'a', status: 'modified' },
        { path: CORE, status: 'modified' },
      ],
    ],
    [
      'diff: line ends of Windows',
      `${header(CORE, CORE)}--- a/${CORE}\n+++ b/${CORE}\n${hunk}`.replaceAll('\n', '\r\n'),
      [{ path: CORE, status: 'modified' }],
    ],
    [
      'diff: without a newline at the end',
      `${header('a', 'a')}--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n${header(CORE, CORE)}old mode 100644\nnew mode 100755\n`,
      [
        { path: 'a', status: 'modified' },
        { path: CORE, status: 'modified', oldMode: '100644', newMode: '100755' },
      ],
    ],
    ['diff: of a merge', `diff --cc ${CORE}\nindex 1,2..3\n`, [{ path: CORE, status: 'modified' }]],
    ['diff: nothing', '', []],
  ])('%s', (...[, source, changes]) => {
    expect(changesFrom(source)).toEqual(changes);
  });

  test.each<[string, unknown, string]>([
    [
      'a rename without its source',
      [{ filename: 'a', status: 'renamed' }],
      '[0] was renamed, and does not say from what',
    ],
    ['an unknown status', [{ filename: 'a', status: 'moved' }], '[0].status is "moved"'],
    ['a file of nobody', [{ name: 'a' }], '[0] is no file as GitHub or GitLab lists it'],
    ['text that is no diff', 'hello', 'holds no unified diff'],
    ['no list', { files: [] }, 'Give the list of files, or the text of a diff.'],
    ['a path that is not UTF-8', 'diff --git "a/\\377" "b/\\377"\nindex 1..2\n', 'is not UTF-8'],
    ['two paths that nobody can tell apart', 'diff --git a b c d e\n', 'does not say where one path ends'],
  ])('refused: %s', (...[, source, message]) => {
    // Sound: what a caller without types may hand in.
    const call = () => changesFrom(source as string);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });
});
