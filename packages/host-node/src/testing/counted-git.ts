import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { temporaryFolder } from './temporary-repository.ts';

export interface Counted<T> {
  readonly answer: T;
  /** How often git was started. */
  readonly calls: number;
}

/** With a git that leaves a mark each time before it does what it is asked. */
export async function countingGit<T>(ask: () => Promise<T>): Promise<Counted<T>> {
  const before = process.env['PATH'] ?? '';
  const folder = temporaryFolder();
  const marks = path.join(folder, 'marks');
  const script = `#!/bin/sh\necho . >> '${marks}'\nPATH="\${PATH#*:}" exec git "$@"\n`;
  writeFileSync(path.join(folder, 'git'), script, { mode: 0o755 });
  process.env['PATH'] = `${folder}:${before}`;
  try {
    const answer = await ask();
    return { answer, calls: existsSync(marks) ? readFileSync(marks, 'utf8').length / 2 : 0 };
  } finally {
    process.env['PATH'] = before;
  }
}
