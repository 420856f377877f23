import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryRepository {
  readonly root: string;
  git(...args: readonly string[]): string;
  write(file: string, content: string | Uint8Array): void;
  /** Writes the files, commits everything and returns the id of the commit. */
  commit(files?: Readonly<Record<string, string | Uint8Array>>): string;
}

const folders: string[] = [];

/** A real folder that `removeTemporaryFolders` removes. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'lockkeeper-test-')));
  folders.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A repository on branch `main` without any commit. */
export function temporaryRepository(...initArgs: readonly string[]): TemporaryRepository {
  const root = temporaryFolder();
  runGit(root, ['init', '--quiet', '--initial-branch=main', ...initArgs]);
  return repositoryAt(root);
}

export function repositoryAt(root: string): TemporaryRepository {
  const repository: TemporaryRepository = {
    root,
    git: (...args) => runGit(root, args),
    write: (file, content) => {
      const place = path.join(root, file);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, content);
    },
    commit: (files = {}) => {
      for (const [file, content] of Object.entries(files)) repository.write(file, content);
      runGit(root, ['add', '--all']);
      runGit(root, ['commit', '--quiet', '--allow-empty', '--message=work']);
      return runGit(root, ['rev-parse', 'HEAD']);
    },
  };
  return repository;
}

/** Without the settings of whoever runs the tests. */
export function runGit(root: string, args: readonly string[]): string {
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  // A commit looks after the repository by one more program, and these live for moments.
  const settings = ['-c', 'protocol.file.allow=always', '-c', 'maintenance.auto=false'];
  return execFileSync('git', ['-C', root, ...settings, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(env),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
    },
  }).trimEnd();
}
