import { comparedHistory } from '../migrations/history/compared-history.ts';
import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import { textContent } from '../model/file-content.ts';
import { observed } from '../model/known.ts';
import type { RevisionSources } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';

export interface ShownRevision {
  readonly message?: string;
  /** The source of `down_revision`; default `None`. */
  readonly parents?: string;
  /** Other lines of the header. */
  readonly more?: string;
  readonly upgrade?: string;
  readonly downgrade?: string;
}

/** Texts by id, as Alembic's template makes them. */
export function revisionTexts(
  revisions: Readonly<Record<string, ShownRevision>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(revisions).map(([id, revision]) => [`alembic/versions/${id}_x.py`, textOf(id, revision)]),
  );
}

function textOf(
  id: string,
  { message, parents = 'None', more, upgrade = 'pass', downgrade = 'pass' }: ShownRevision,
) {
  const body = (name: string, lines: string) =>
    `\n\ndef ${name}() -> None:\n${lines
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}\n`;
  return [
    ...(message === undefined ? [] : [`"""${message}"""`]),
    'import sqlalchemy as sa',
    'from alembic import op',
    '',
    `revision = "${id}"`,
    `down_revision = ${parents}`,
    ...(more === undefined ? [] : [more]),
    `${body('upgrade', upgrade)}${body('downgrade', downgrade)}`,
  ].join('\n');
}

/** The history that one `alembic.ini` makes of these texts. */
export function historyOfTexts(
  parsers: Parsers,
  texts: Readonly<Record<string, string>>,
  elsewhere: Pick<RevisionSources, 'atBase' | 'atRelease'> = {},
): RevisionHistory {
  const files = Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, observed(textContent(text))]),
  );
  return comparedHistory(
    { name: 'alembic.ini', folders: ['alembic/versions'], isRecursive: false },
    {
      focus: { kind: 'tree' },
      sources: { paths: observed(Object.keys(texts)), files, ...elsewhere },
      texts: new Map(Object.entries(files)),
      parsers,
    },
  );
}
