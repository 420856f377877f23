import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A real git repository in a temporary folder. */
export interface Repository {
  readonly folder: string;
  readonly uri: string;
  write(files: Readonly<Record<string, string>>): void;
  git(...args: readonly string[]): void;
  remove(): void;
}

/** One commit on `main` that holds these files. */
export function makeRepository(files: Readonly<Record<string, string>>): Repository {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'lockkeeper-lsp-')));
  const write = (written: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(written)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };
  const git = (...args: readonly string[]): void => {
    execFileSync('git', args, { cwd: folder, env: ENVIRONMENT, stdio: 'pipe' });
  };
  git('init', '--quiet', '--initial-branch=main');
  write(files);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Begin');
  return {
    folder,
    uri: pathToFileURL(folder).href,
    write,
    git,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Neither the machine's git settings nor the hooks of whoever runs the tests. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};
