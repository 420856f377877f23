import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import type { FileTexts } from './alembic-project.ts';

/** Revisions of every habit that we know of, written for this purpose; a project that runs. */
export const CORPUS = path.join(import.meta.dirname, 'corpus');

/** The folders of revisions to read: our own, and those that `LOCKKEEPER_ALEMBIC_REPOSITORIES` lists. */
export function revisionFolders(): readonly string[] {
  const others = (process.env['LOCKKEEPER_ALEMBIC_REPOSITORIES'] ?? '').split(path.delimiter).filter(Boolean);
  return [path.join(CORPUS, 'alembic/versions'), ...others];
}

/** Files with Python in them, absolute, also those of folders within. */
export function revisionsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py') && path.basename(file) !== '__init__.py')
    .toSorted()
    .map((file) => path.join(folder, file));
}

/** The texts of our own project. */
export function corpusFiles(): FileTexts {
  const files = readdirSync(CORPUS, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .map((file) => [path.relative(CORPUS, file), readFileSync(file, 'utf8')]),
  );
}
