import { execFileSync } from 'node:child_process';

import type * as vscode from 'vscode';

export function git(folder: vscode.Uri, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder.fsPath, ...args], { encoding: 'utf8', stdio: 'pipe' });
}

/** Commits everything as it is on disk. */
export function commitAll(folder: vscode.Uri, message: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', `--message=${message}`);
}
