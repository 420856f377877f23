import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { joinBytes } from '../text/path-bytes.ts';
import { repositoryAt } from './temporary-repository.ts';

/** What there is before. */
export const FILES = {
  'core/auth.py': 'def allow():\n    return False\n',
  'docs/guide.md': '# Guide\n',
  'run.sh': 'true\n',
  'odd\t"\n.py': 'odd\n',
};

export const LINKS = { alias: 'docs', guide: 'docs/guide.md' };

export interface FileAction {
  readonly action: string;
  readonly act: (root: string) => void;
  /** Status, path and both modes of each change, sorted. */
  readonly says: readonly string[];
}

/** What somebody does to the files, and what the change must then say. */
export const FILE_ACTIONS: readonly FileAction[] = [
  { action: 'nothing', act: () => {}, says: [] },
  {
    action: 'an edit',
    act: (root) => writeFileSync(path.join(root, 'core/auth.py'), 'x = 1\n'),
    says: ['modified core/auth.py 100644 100644'],
  },
  {
    action: 'an edit that keeps size and time',
    act: (root) => {
      const place = path.join(root, 'core/auth.py');
      const { atime, mtime } = statSync(place);
      writeFileSync(place, FILES['core/auth.py'].replace('False', 'Fals3'));
      utimesSync(place, atime, mtime);
    },
    says: ['modified core/auth.py 100644 100644'],
  },
  {
    action: 'a move out of the folder',
    act: (root) => renameSync(path.join(root, 'core/auth.py'), path.join(root, 'auth.py')),
    says: ['added auth.py 000000 100644', 'deleted core/auth.py 100644 000000'],
  },
  {
    action: 'a change of mode',
    act: (root) => chmodSync(path.join(root, 'run.sh'), 0o755),
    says: ['modified run.sh 100644 100755'],
  },
  {
    action: 'a link in the place of a file',
    act: (root) => {
      rmSync(path.join(root, 'core/auth.py'));
      symlinkSync('/etc/passwd', path.join(root, 'core/auth.py'));
    },
    says: ['type-changed core/auth.py 100644 120000'],
  },
  {
    action: 'a link in the place of a folder',
    act: (root) => {
      renameSync(path.join(root, 'core'), path.join(root, 'moved'));
      symlinkSync('moved', path.join(root, 'core'));
    },
    says: [
      'added core 000000 120000',
      'added moved/auth.py 000000 100644',
      'deleted core/auth.py 100644 000000',
    ],
  },
  {
    action: 'names with line ends, quotes, tabs and colours',
    act: (root) => {
      for (const name of ['a\nb.py', 'c"d.py', 'e\tf.py', '\u001b[31mg.py', ':(glob)h.py', '-i.py']) {
        writeFileSync(path.join(root, name), '');
      }
    },
    says: [
      'added \u001b[31mg.py 000000 100644',
      'added -i.py 000000 100644',
      'added :(glob)h.py 000000 100644',
      'added a\nb.py 000000 100644',
      'added c"d.py 000000 100644',
      'added e\tf.py 000000 100644',
    ],
  },
  {
    action: 'a name that is not UTF-8',
    act: (root) => writeFileSync(joinBytes(Buffer.from(root), 'core/caf\udce9.py'), ''),
    says: ['added core/caf\udce9.py 000000 100644'],
  },
  {
    action: 'a tab, a quote and a line end in the name of a file that goes and of one that is moved',
    act: (root) => renameSync(path.join(root, 'odd\t"\n.py'), path.join(root, 'core/odd\n.py')),
    says: ['added core/odd\n.py 000000 100644', 'deleted odd\t"\n.py 100644 000000'],
  },
  {
    action: 'two files that change places',
    act: (root) => {
      renameSync(path.join(root, 'core/auth.py'), path.join(root, 'kept'));
      renameSync(path.join(root, 'docs/guide.md'), path.join(root, 'core/auth.py'));
      renameSync(path.join(root, 'kept'), path.join(root, 'docs/guide.md'));
    },
    says: ['modified core/auth.py 100644 100644', 'modified docs/guide.md 100644 100644'],
  },
  {
    action: 'new links, wherever they point',
    act: (root) => {
      symlinkSync('../core/auth.py', path.join(root, 'docs/auth.md'));
      symlinkSync('/etc', path.join(root, 'docs/etc'));
      symlinkSync('no/such/file', path.join(root, 'docs/dangling'));
      symlinkSync('../core', path.join(root, 'docs/core'));
    },
    says: [
      'added docs/auth.md 000000 120000',
      'added docs/core 000000 120000',
      'added docs/dangling 000000 120000',
      'added docs/etc 000000 120000',
    ],
  },
  {
    action: 'a link that points elsewhere, and one that became a file',
    act: (root) => {
      for (const name of ['alias', 'guide']) rmSync(path.join(root, name));
      symlinkSync('core', path.join(root, 'alias'));
      writeFileSync(path.join(root, 'guide'), 'docs/guide.md');
    },
    says: ['modified alias 120000 120000', 'type-changed guide 120000 100644'],
  },
  {
    action: 'a folder in the place of a link',
    act: (root) => {
      rmSync(path.join(root, 'alias'));
      mkdirSync(path.join(root, 'alias'));
      writeFileSync(path.join(root, 'alias/a.py'), '');
    },
    says: ['added alias/a.py 000000 100644', 'deleted alias 120000 000000'],
  },
  {
    action: 'a folder in the place of a file, and a file in the place of a folder',
    act: (root) => {
      rmSync(path.join(root, 'core'), { recursive: true });
      writeFileSync(path.join(root, 'core'), '');
      rmSync(path.join(root, 'run.sh'));
      mkdirSync(path.join(root, 'run.sh'));
      writeFileSync(path.join(root, 'run.sh/a'), '');
    },
    says: [
      'added core 000000 100644',
      'added run.sh/a 000000 100644',
      'deleted core/auth.py 100644 000000',
      'deleted run.sh 100644 000000',
    ],
  },
  {
    action: 'a submodule in a new folder',
    act: (root) => placeRepository(path.join(root, 'vendor/lib')),
    says: ['added vendor/lib 000000 160000'],
  },
  {
    action: 'a submodule in the place of a folder',
    act: (root) => {
      repositoryAt(root).git('rm', '-r', '--quiet', 'core');
      placeRepository(path.join(root, 'core'));
    },
    says: ['added core 000000 160000', 'deleted core/auth.py 100644 000000'],
  },
  {
    action: 'a repository in the place of a folder git still knows, whose files git adds one by one',
    act: (root) => {
      rmSync(path.join(root, 'core'), { recursive: true });
      placeRepository(path.join(root, 'core'));
    },
    says: ['added core/a.txt 000000 100644', 'deleted core/auth.py 100644 000000'],
  },
  {
    action: 'what is edited and added in a folder that was made a repository of its own',
    act: (root) => {
      repositoryAt(path.join(root, 'core')).git('init', '--quiet');
      writeFileSync(path.join(root, 'core/auth.py'), 'x = 1\n');
      writeFileSync(path.join(root, 'core/new.py'), '');
    },
    says: ['added core/new.py 000000 100644', 'modified core/auth.py 100644 100644'],
  },
  {
    action: 'twins that differ in case or in the form of a letter',
    act: (root) => {
      mkdirSync(path.join(root, 'Core'));
      writeFileSync(path.join(root, 'Core/auth.py'), '');
      writeFileSync(path.join(root, 'docs/A\u0308.md'), '');
      writeFileSync(path.join(root, 'docs/\u00c4.md'), '');
    },
    says: [
      'added Core/auth.py 000000 100644',
      'added docs/A\u0308.md 000000 100644',
      'added docs/\u00c4.md 000000 100644',
    ],
  },
  {
    action: 'a script that is new and may run',
    act: (root) => writeFileSync(path.join(root, 'new.sh'), '', { mode: 0o755 }),
    says: ['added new.sh 000000 100755'],
  },
];

/** A repository with a commit, which `git add` of the one around it takes for a submodule. */
export function placeRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const repository = repositoryAt(folder);
  repository.git('init', '--quiet');
  repository.commit({ 'a.txt': 'one' });
}
