import { requirementsFiles } from '../facts/judged-requirements.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';
import { requirementBlocks, type RequirementBlock } from '../facts/requirement-blocks.ts';
import type { Fix } from '../../model/fix.ts';
import { lineHabits } from '../fixes/line-habits.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesSort = defineRule({
  id: 'dependencies/sort',
  summary: 'Sort requirements by name within each block.',
  defaultSeverity: 'info',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    unsorted: '{name} comes after {before}. Sort this block of lines.',
  },

  *check(_get, { sides, read }) {
    // A lock is written by its tool, and so is a source that says how it was made.
    if (!sides.includes('source') || read === undefined || read.header !== undefined) return;
    for (const block of requirementBlocks(read)) {
      const wrong = firstUnsorted(block);
      if (wrong === undefined) continue;
      const [before, { requirement }] = wrong;
      yield {
        kind: 'violation',
        messageId: 'unsorted',
        data: { name: requirement.name, before: before.requirement.name },
        at: read.place(requirement.nameRange),
        fixes: [sorted(block, read)],
      };
    }
  },
});

function firstUnsorted(block: RequirementBlock) {
  for (const [index, item] of block.entries()) {
    const before = block[index - 1];
    if (before !== undefined && isBehind(before, item)) return [before, item] as const;
  }
  return undefined;
}

type Item = RequirementBlock[number];

function isBehind({ requirement: a }: Item, { requirement: b }: Item): boolean {
  return a.normalizedName > b.normalizedName;
}

/** Stable: lines of one name keep their order, and what belongs to a line moves with it. */
function sorted(block: RequirementBlock, read: ReadRequirements): Fix {
  const { text, place, path } = read;
  const { lineEnd } = lineHabits(read);
  const whole = { start: block[0]?.range.start ?? 0, end: block.at(-1)?.range.end ?? 0 };
  const items = block.toSorted((a, b) => Number(isBehind(a, b)) - Number(isBehind(b, a)));
  const lines = items.map(({ range }) => text.slice(range.start, range.end).replace(/(?:\r\n|[\n\r])$/, ''));
  const isClosed = /[\n\r]$/.test(text.slice(whole.start, whole.end));
  const { start, end } = place(whole);
  const edit = { path, start, end, text: lines.join(lineEnd) + (isClosed ? lineEnd : '') };
  const isSafe = items[0] === block[0] || !isBelowComment(text, whole.start);
  return {
    title: 'Sort the adjacent lines',
    safety: isSafe ? 'safe' : 'needs-review',
    edits: [edit],
  };
}

/** It may speak of all lines, or of the first one only, and would then stand above another. */
function isBelowComment(text: string, start: number): boolean {
  const before = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
  let from = before;
  while (from > 0 && !/[\n\r]/.test(text.charAt(from - 1))) from -= 1;
  return from < before && text.slice(from, before).trimStart().startsWith('#');
}
