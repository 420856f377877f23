import type { Seen } from '@lockkeeper/operations/observe';
import type { FileWriter } from '@lockkeeper/operations/ports';
import { applyFixes, displayText, type Fix, type Report } from '@lockkeeper/policy-core';

import { writeError } from '../repository/repository-writer.ts';
import { judgedTexts } from './judged-texts.ts';

/** One run: what was seen and what came of it. */
export interface JudgedRun {
  readonly seen: Seen;
  readonly report: Report;
}

interface Tools {
  readonly writer: FileWriter;
  /** Looks again, after files changed. */
  readonly judgeAgain: () => Promise<JudgedRun>;
}

export interface FixedRun extends JudgedRun {
  /** What was done, one sentence a fix. */
  readonly fixed: readonly string[];
}

/** A fix may bring the next finding to light; one that never settles is stopped here. */
const MAX_ROUNDS = 10;

/** Applies safe fixes until there are none. Rejects with a `CliError` that says which files were already fixed. */
export async function applySafeFixes(start: JudgedRun, { writer, judgeAgain }: Tools): Promise<FixedRun> {
  let current = start;
  const fixed: string[] = [];
  const written = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { texts, applied } = applyFixes(judgedTexts(current.seen), safeFixesOf(current.report));
    if (applied.length === 0) break;
    const created = createdBy(applied);
    for (const [path, text] of Object.entries(texts)) {
      await write({ path, text, isNew: created.has(path) }, writer, written);
    }
    fixed.push(...applied.map(sentenceFor));
    current = await judgeAgain();
  }
  return { ...current, fixed };
}

/** The first safe fix of each finding: another would end the same finding once more. */
function safeFixesOf({ findings }: Report): readonly Fix[] {
  return findings.flatMap(({ fixes }) => fixes.filter(({ safety }) => safety === 'safe').slice(0, 1));
}

function createdBy(fixes: readonly Fix[]): ReadonlySet<string> {
  const edits = fixes.flatMap((fix) => fix.edits);
  return new Set(edits.flatMap(({ path, creates }) => (creates === true ? [path] : [])));
}

async function write(
  file: { readonly path: string; readonly text: string; readonly isNew: boolean },
  writer: FileWriter,
  written: Set<string>,
): Promise<void> {
  try {
    await (file.isNew ? writer.create(file.path, file.text) : writer.replace(file.path, file.text));
    written.add(file.path);
  } catch (error) {
    const before =
      written.size === 0
        ? 'No file was changed.'
        : `Already fixed, and whole: ${[...written].map(displayText).join(', ')}.`;
    throw writeError(error, file.path, before);
  }
}

function sentenceFor({ title, edits }: Fix): string {
  const paths = [...new Set(edits.map(({ path }) => displayText(path)))];
  return `Fixed ${paths.join(' and ')}: ${displayText(title)}${title.endsWith('.') ? '' : '.'}`;
}
