import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { changesFrom } from './changes-from.ts';
import { checkerFor, type CheckOptions } from './checker.ts';
import type { ChangeInput } from './observations-from-input.ts';

// Tried by somebody who wrote neither the door of the library nor what reads diffs.

const policy = policyOf({
  protected: [
    { id: 'core', paths: ['app/core/**', 'a/**', 'i/**', 'Makefile', 'libs/core'], require: { label: 'ok' } },
  ],
});
const checker = checkerFor(policy, undefined);
const CORE = 'app/core/x.py';
const HUNK = '@@ -1,2 +1,2 @@\n-a\n+b\n c\n';

/** Whether the protected path is found, or the input refused: either is no pass. */
function verdictOf(change: unknown, options?: CheckOptions): 'found' | 'refused' | 'passed' {
  try {
    // Sound: what a caller without types may hand in.
    const { findings, undetermined } = checker.checkChange(change as ChangeInput, {
      stage: 'ci',
      ...options,
    });
    const told = [...findings, ...undetermined].some(({ rule }) => rule === 'paths/protected');
    return told ? 'found' : 'passed';
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return 'refused';
  }
}

function verdictOfSource(source: unknown): 'found' | 'refused' | 'passed' {
  try {
    // Sound: as above.
    return verdictOf({ changes: changesFrom(source as string), labels: [] });
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return 'refused';
  }
}

describe('a path in a form of a tool', () => {
  test.each<[string, string, 'found' | 'refused']>([
    ['quoted by git', '"app/core/caf\\303\\251.py"', 'refused'],
    ['quoted, and plain', '"app/core/x.py"', 'refused'],
    ['of --name-status', `M\t${CORE}`, 'found'],
    ['of --name-status, with a likeness', `R100\t${CORE}`, 'found'],
    ['of git status --short', ` M ${CORE}`, 'found'],
    ['of git status, staged', `M  ${CORE}`, 'found'],
    ['of git status, untracked', `?? ${CORE}`, 'found'],
    ['of --stat, a rename', 'app/{core => other}/x.py', 'refused'],
    ['of --numstat, a rename', `${CORE} => x.py`, 'refused'],
    ['with a line end', 'Makefile\n', 'found'],
    ['with a line end of Windows', 'Makefile\r\n', 'found'],
    ['with a blank before it', ' Makefile', 'found'],
    ['with blanks behind it', 'Makefile  ', 'found'],
    ['with a tab behind it', 'Makefile\t', 'found'],
    ['relative to a drive', `C:${CORE}`, 'refused'],
    ['magic of git: the top', ':(top)Makefile', 'refused'],
    ['magic of git: a slash', ':/Makefile', 'refused'],
    ['backslashes and a line end', 'app\\core\\x.py\r', 'found'],
    ['a folder in place of the files in it', 'libs/core/', 'found'],
    ['the same step out and in', 'app/core/../core/x.py', 'found'],
    ['steps between two kinds of strokes', 'z/..\\app/core\\x.py', 'found'],
  ])('%s', (...[, path, verdict]) => {
    expect(verdictOf({ changes: [path], labels: [] })).toBe(verdict);
  });
});

describe('an input of a shape that is not ours', () => {
  const renamed = (field: string) => ({
    changes: [{ path: 'x.py', status: 'added', [field]: CORE }],
    labels: [],
  });
  test.each<[string, unknown, CheckOptions?]>([
    ['a rename by previousPath', renamed('previousPath')],
    ['a rename by previous_filename', renamed('previous_filename')],
    ['a rename by oldPath', renamed('oldPath')],
    ['a rename by from', renamed('from')],
    ['a mode that is a number', { changes: [{ path: 'x', status: 'modified', newMode: 33_188 }] }],
    ['a mode of five digits', { changes: [{ path: 'x', status: 'modified', newMode: '10644' }] }],
    ['a list with a hole', { changes: Array.from({ length: 1 }) }],
    ['a set', { changes: new Set([CORE]) }],
    ['a map', { changes: new Map([[CORE, 'modified']]) }],
    ['a list in a list', { changes: [[CORE]] }],
    ['labels of GitHub', { changes: [CORE], labels: [{ name: 'ok', color: 'red' }] }],
    ['labels of null', { changes: [CORE], labels: null }],
    ['a label of null', { changes: [CORE], labels: [null] }],
    ['an author of GitHub', { changes: [CORE], author: { login: 'a', id: 1, type: 'Bot' } }],
    ['an author that is a number', { changes: [CORE], author: 1 }],
    ['files of null', { changes: [CORE], files: null }],
    ['files before without text', { changes: [CORE], filesBefore: [{ path: CORE }] }],
    ['a stage in capitals', { changes: [CORE], labels: ['ok'] }, { stage: 'CI' as 'ci' }],
    ['a stage that is nobody’s', { changes: [CORE], labels: ['ok'] }, { stage: 'production' as 'ci' }],
  ])('is refused: %s', (...[, change, options]) => {
    expect(verdictOf(change, options)).toBe('refused');
  });
});

describe('a list of a forge', () => {
  test.each<[string, unknown, 'found' | 'refused']>([
    ['GitHub: renamed from null', [{ filename: 'x', status: 'renamed', previous_filename: null }], 'refused'],
    ['GitHub: without a status', [{ filename: CORE }], 'refused'],
    ['GitHub: the answer of compare', { files: [{ filename: CORE, status: 'modified' }] }, 'refused'],
    ['GitHub: a push payload', [{ added: [CORE], removed: [], modified: [] }], 'refused'],
    ['GitHub: GraphQL', [{ path: CORE, changeType: 'MODIFIED' }], 'refused'],
    ['Gitea: deleted', [{ filename: CORE, status: 'deleted' }], 'refused'],
    ['Bitbucket: diffstat', [{ status: 'modified', old: { path: CORE }, new: { path: CORE } }], 'refused'],
    ['Azure', [{ changeType: 'edit', item: { path: `/${CORE}` } }], 'refused'],
    [
      'GitLab: new and deleted',
      [{ old_path: CORE, new_path: 'x', new_file: true, deleted_file: true }],
      'refused',
    ],
    ['GitLab: deleted in words', [{ old_path: CORE, new_path: 'x', new_file: 'true' }], 'refused'],
    ['GitLab: a copy', [{ old_path: 'x', new_path: CORE }], 'found'],
    [
      'GitLab: of two forges at once',
      [
        { old_path: CORE, new_path: CORE },
        { filename: 'x', status: 'added' },
      ],
      'found',
    ],
    ['a list with a hole', Array.from({ length: 2 }), 'refused'],
    ['null', null, 'refused'],
  ])('%s', (...[, source, verdict]) => {
    expect(verdictOfSource(source)).toBe(verdict);
  });
});

describe('a diff', () => {
  const git = (from: string, to = from) => `diff --git a/${from} b/${to}\n`;
  const bare = (path: string) =>
    `diff --git ${path} ${path}\nindex 1..2 100644\n--- ${path}\n+++ ${path}\n${HUNK}`;
  test.each<[string, string, 'found' | 'refused']>([
    ['--no-prefix, in a folder of one letter', bare('a/x.py'), 'found'],
    ['--no-prefix, in a folder like a mnemonic prefix', bare('i/x.py'), 'found'],
    ['--no-prefix', bare(CORE), 'found'],
    [
      '--no-prefix, new',
      'diff --git a/x a/x\nnew file mode 100644\n--- /dev/null\n+++ a/x\n@@ -0,0 +1 @@\n+a\n',
      'found',
    ],
    ['--no-prefix, deleted', 'diff --git a/x a/x\ndeleted file mode 100644\nindex 1..0\n', 'found'],
    [
      '--no-prefix, blanks in the name',
      'diff --git a/x y a/x y\nold mode 100644\nnew mode 100755\n',
      'found',
    ],
    ['prefixes of one’s own', `diff --git old/${CORE} new/${CORE}\nindex 1..2 100644\n`, 'found'],
    ['prefixes of one letter of one’s own', `diff --git x/${CORE} y/${CORE}\nindex 1..2 100644\n`, 'found'],
    ['-R', `diff --git b/${CORE} a/${CORE}\n--- b/${CORE}\n+++ a/${CORE}\n${HUNK}`, 'found'],
    [
      'renamed, blanks in both names',
      `${git('app/core/x y.py', 'z q.py')}similarity index 100%\nrename from app/core/x y.py\nrename to z q.py\n`,
      'found',
    ],
    [
      'renamed, quoted on one side',
      `diff --git a/${CORE} "b/z\\303\\251 q.py"\nrename from ${CORE}\nrename to "z\\303\\251 q.py"\n`,
      'found',
    ],
    [
      'quoted, with a blank beside it',
      `diff --git "a/app/core/\\303\\251 x" "b/app/core/\\303\\251 x"\nindex 1..2 100644\n`,
      'found',
    ],
    ['octal beyond a byte', 'diff --git "a/\\777" "b/\\777"\n', 'refused'],
    ['diff -ru', `--- old/${CORE}\t2026-01-01\n+++ new/${CORE}\t2026-01-02\n${HUNK}`, 'found'],
    ['diff -u of a copy beside it', `--- ${CORE}.orig\n+++ ${CORE}\n${HUNK}`, 'found'],
    ['diff -u of two files', `--- ${CORE}\n+++ tmp/y.py\n${HUNK}`, 'refused'],
    [
      'diff -r, a file on one side only',
      `--- old/x\n+++ new/x\n${HUNK}Only in new/app/core: x.py\n`,
      'refused',
    ],
    ['diff -rq', `${git('x')}index 1..2 100644\nFiles old/${CORE} and new/${CORE} differ\n`, 'refused'],
    [
      'Subversion, a property',
      `Index: x\n====\n--- x\t(revision 1)\n+++ x\t(working copy)\n${HUNK}\nProperty changes on: ${CORE}\n`,
      'refused',
    ],
    [
      'Subversion',
      `Index: ${CORE}\n====\n--- ${CORE}\t(revision 1)\n+++ ${CORE}\t(working copy)\n${HUNK}`,
      'found',
    ],
    [
      'a submodule',
      `${git('libs/core')}index 1234567..89abcde 160000\n--- a/libs/core\n+++ b/libs/core\n@@ -1 +1 @@\n-Subproject commit 1\n+Subproject commit 2\n`,
      'found',
    ],
    [
      'a submodule, --submodule=log',
      `${git('x')}old mode 100644\nnew mode 100755\nSubmodule libs/core 1234567..89abcde:\n  > more\n`,
      'found',
    ],
    [
      'a submodule, changed at home',
      `${git('x')}old mode 100644\nnew mode 100755\nSubmodule libs/core contains modified content\n`,
      'found',
    ],
    [
      'a mark of byte order',
      `\uFEFF${git(CORE)}old mode 100644\nnew mode 100755\n${git('x')}old mode 100644\nnew mode 100755\n`,
      'found',
    ],
    [
      'two returns at each end',
      `${git('Makefile')}old mode 100644\nnew mode 100755\n`.replaceAll('\n', '\r\r\n'),
      'found',
    ],
    [
      'a message of a commit that looks like a hunk',
      `From 1\n@@ -1,999 +1,999 @@\n${git(CORE)}--- a/${CORE}\n+++ b/${CORE}\n${HUNK}`,
      'found',
    ],
    [
      'a message behind a file that looks like a hunk',
      `${git('x')}--- a/x\n+++ b/x\n${HUNK}-- \n2.39\n\nFrom 2\n@@ -1,999 +1,999 @@\n${git(CORE)}old mode 100644\nnew mode 100755\n`,
      'refused',
    ],
    [
      'a hunk that was cut',
      `${git('x')}--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n-a\n${git(CORE)}old mode 100644\nnew mode 100755\n`,
      'refused',
    ],
    ['cut at its end', `${git('x')}--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n-a\n`, 'refused'],
    [
      'a merge, whose content looks like a file',
      `diff --cc ${CORE}\nindex 1,2..3\n--- a/${CORE}\n+++ b/${CORE}\n@@@ -1,2 -1,2 +1,2 @@@\n--- a/zzz\n+++ b/zzz\n  c\n`,
      'found',
    ],
    [
      'a merge of three',
      `diff --combined ${CORE}\nindex 1,2,3..4\n--- a/${CORE}\n+++ b/${CORE}\n@@@@ -1 -1 -1 +1 @@@@\n---- a/q\n++++ b/q\n${git('x')}old mode 100644\nnew mode 100755\n`,
      'found',
    ],
    [
      'a merge, and a file behind it',
      `diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,1 @@@\n--a\n++b\n${git(CORE)}old mode 100644\nnew mode 100755\n`,
      'found',
    ],
    [
      'another kind of file in its place',
      `${git(CORE)}deleted file mode 100644\nindex 1..0\n${git(CORE)}new file mode 120000\nindex 0..2\n`,
      'found',
    ],
    [
      'binary, with its bytes',
      `${git(CORE)}index 1..2 100644\nGIT binary patch\nliteral 3\nKcmZQzU|@jQ00031\n\nliteral 1\nIcmZQz00031\n\n`,
      'found',
    ],
    ['coloured', `\u001B[1m${git(CORE).trim()}\u001B[m\n`, 'refused'],
    ['a list of names', `${CORE}\nx.py\n`, 'refused'],
    ['a stat', ` ${CORE} | 2 +-\n 1 file changed\n`, 'refused'],
  ])('%s', (...[, source, verdict]) => {
    expect(verdictOfSource(source)).toBe(verdict);
  });
});
