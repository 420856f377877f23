import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The text of one file of the shared case sets, unpacked; `undefined` where they are not installed. */
export function caseFile(name: string): string | undefined {
  const path = join(casesFolder(), name);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

function casesFolder(): string {
  return process.env['LOCKKEEPER_CASES'] ?? join(ROOT, '../shared/cases');
}

/** One row a line. `undefined` where the case sets are not installed: skip then, visibly. */
export function caseRows<Row>(name: string): readonly Row[] | undefined {
  return caseFile(name)
    ?.split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line));
}

export interface CorpusFile {
  /** Kind and repository first: `sql/rust-lang+crates.io/migrations/…`. */
  readonly path: string;
  readonly text: string;
}

/** Migrations of real repositories, which lie beside the case sets. `undefined` where they are not installed. */
export function corpusFiles(): readonly CorpusFile[] | undefined {
  const archive = join(casesFolder(), '../corpus/real-migrations.tar.xz');
  if (!existsSync(archive)) return undefined;
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
