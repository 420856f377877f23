import type { Parsers } from '../parsers/parsers.ts';
import { dedented } from './dedented.ts';
import { revisionIn, shownSteps } from './steps-of.ts';

/** What a revision does, in words: see `shownSteps`. */
export interface ToldRevision {
  readonly up: readonly string[];
  readonly down: readonly string[];
  /** What an editor underlines for each step of the upgrade. */
  readonly underlined: readonly string[];
}

/** A revision, and what it does; nothing where a direction is left out. */
export interface RevisionCase {
  readonly source: string;
  readonly up?: readonly string[];
  readonly down?: readonly string[];
}

/** Reads a revision that stands indented in a test. Imports and a header are put before it, unless it has its own. */
export function toldRevision(parsers: Parsers, source: string): ToldRevision {
  const written = dedented(source);
  const text = /^(?:from|import) /m.test(written) ? written : `${TEMPLATE}${written}`;
  const revision = revisionIn(parsers, text);
  return {
    up: shownSteps(revision.upgrade),
    down: shownSteps(revision.downgrade),
    underlined: revision.upgrade.steps.map(({ start, end }) => text.slice(start, end)),
  };
}

const TEMPLATE = [
  'from alembic import context, op',
  'import sqlalchemy as sa',
  'from sqlalchemy.dialects import postgresql',
  '',
  'revision = "ab12"',
  'down_revision = "99ff"',
  '',
  '',
].join('\n');
