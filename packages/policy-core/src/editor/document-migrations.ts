import { collectMigrations } from '../migrations/facts/collect-migrations.ts';
import { contentOf } from '../model/content-of.ts';
import type { Migrations } from '../migrations/analysis/migrations.ts';
import { memoizeByObject } from '../model/memoize.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { JudgedDocument } from './judged-document.ts';

/** The document as a migration among those around it. */
export function documentMigrations(document: JudgedDocument, parsers: Parsers): Migrations {
  return migrationsOf(document)(parsers);
}

/** Hovers and lenses ask one after the other. */
const migrationsOf = memoizeByObject(({ policy, path, observations }: JudgedDocument) =>
  memoizeByObject((parsers: Parsers) =>
    collectMigrations(policy, observations, {
      parsers,
      paths: [path],
      content: (file) => contentOf(observations, file),
    }),
  ),
);
