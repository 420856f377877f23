import { renderOperation } from '../alembic/render/render-operation.ts';
import type { Fix, TextEdit } from '../../model/fix.ts';
import { idOf, type JudgedRevision } from '../analysis/judged-revisions.ts';
import { inverseOf } from '../analysis/reversibility/inverse.ts';
import { stateBeforeIn } from '../analysis/state-before.ts';
import type { TextRange } from '../../model/text-range.ts';
import { inQuotesOf } from './quote-habit.ts';

/**
 * A downgrade that undoes the upgrade step by step, last one first. None unless every step is sure to run and
 * has an inverse that can be written down; data that the upgrade loses does not come back by it.
 */
export function filledDowngrade(judged: JudgedRevision): readonly Fix[] {
  const lines = inverseLines(judged);
  if (lines === undefined || lines.length === 0 || !hasNames(judged.text, lines)) return [];
  const { body } = judged.revision.downgrade;
  const edit = body === undefined ? appended(judged, lines) : replaced(judged, { body, lines });
  const title = body === undefined ? 'Write a downgrade' : 'Fill the downgrade';
  return [{ title: `${title} with the inverse of each step`, safety: 'needs-review', edits: [edit] }];
}

function inverseLines(judged: JudgedRevision): readonly string[] | undefined {
  const { revision, history } = judged;
  const id = idOf(revision);
  const before = history === undefined || id === undefined ? undefined : stateBeforeIn(history.schema, id);
  const inverses: (readonly (string | undefined)[])[] = [];
  for (const [index, step] of revision.upgrade.steps.entries()) {
    if (step.kind === 'unclear' || !step.isCertain || step.autocommit) return undefined;
    const inverse = inverseOf(step.operation, before?.(step.operation, index));
    if (inverse.kind === 'unknown') return undefined;
    inverses.push(inverse.operations.map(renderOperation));
  }
  const written = inverses.toReversed().flat();
  if (written.includes(undefined)) return undefined;
  return written.flatMap((lines) => inQuotesOf(judged, lines ?? '').split('\n'));
}

/** The lines are written with the names that Alembic's template imports. */
function hasNames(text: string, lines: readonly string[]): boolean {
  const needsTypes = lines.some((line) => /\bsa\./.test(line));
  const needsDialect = lines.some((line) => /\bpostgresql\./.test(line));
  return (
    /^from alembic import .*\bop\b(?! as)/m.test(text) &&
    (!needsTypes || /^import sqlalchemy as sa\b/m.test(text)) &&
    (!needsDialect || /^from sqlalchemy\.dialects import .*\bpostgresql\b/m.test(text))
  );
}

interface Filling {
  readonly body: TextRange;
  readonly lines: readonly string[];
}

/** The docstring and the comments of an empty body stay where they are. */
function replaced({ text, path, span }: JudgedRevision, { body, lines }: Filling): TextEdit {
  const written = text.slice(body.start, body.end);
  const rest = /(?:pass|\.\.\.|return(?: None)?)\s*$/.exec(written);
  const start = rest === null ? body.end : body.start + rest.index;
  const lineStart = text.lastIndexOf('\n', body.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, body.start))?.[0] ?? '';
  const joined = lines.join(`\n${indent}`);
  const place = span({ start, end: body.end });
  return { path, start: place.start, end: place.end, text: rest === null ? `\n${indent}${joined}` : joined };
}

function appended({ text, path, span }: JudgedRevision, lines: readonly string[]): TextEdit {
  const { start, end } = span({ start: text.length, end: text.length });
  const gap = text.endsWith('\n') ? '\n\n' : '\n\n\n';
  const body = lines.map((line) => `    ${line}\n`).join('');
  return { path, start, end, text: `${gap}def downgrade() -> None:\n${body}` };
}
