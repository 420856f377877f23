import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = process.env['LOCKKEEPER_CASES'] ?? join(ROOT, '../shared/cases');
const ARE_PRESENT = existsSync(FOLDER);

/**
 * A suite over the shared case sets, which are not part of the repository. Where their folder is absent
 * it is one skip that says so; test/cases/own-cases.test.ts names the tests of our own that cover the same.
 */
export const describeCases: (title: string, suite: () => void | Promise<void>) => void = ARE_PRESENT
  ? describe
  : (title) =>
      it.skipIf(!ARE_PRESENT)(`${title}: case sets not present: set LOCKKEEPER_CASES`, () =>
        expect(ARE_PRESENT).toBe(true),
      );

/**
 * The text of one file of the case sets, unpacked; empty where their folder is absent. Throws when the
 * folder lacks the file, so that a part of them is never left out in silence.
 */
export function caseFile(name: string): string {
  if (!ARE_PRESENT) return '';
  const bytes = readFileSync(join(FOLDER, name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** One row a line; none where the folder of the case sets is absent. */
export function caseRows<Row>(name: string): readonly Row[] {
  return caseFile(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line));
}

export interface CorpusFile {
  /** Kind and repository first: `sql/rust-lang+crates.io/migrations/…`. */
  readonly path: string;
  readonly text: string;
}

/** Migrations of real repositories, which lie beside the case sets; none where the sets are absent. */
export function corpusFiles(): readonly CorpusFile[] {
  if (!ARE_PRESENT) return [];
  const archive = join(FOLDER, '../corpus/real-migrations.tar.xz');
  const folder = mkdtempSync(join(tmpdir(), 'lockkeeper-corpus-'));
  try {
    execFileSync('tar', ['-xf', archive, '-C', folder]);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:sql|py)$/.test(path))
      .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
