import { wholeLines } from '../../model/whole-lines.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { TextRange } from '../../model/text-range.ts';
import { unusualSeparators } from './hidden-characters.ts';
import type { ReadRequirements } from './requirements-file.ts';

/** Requirements by name that follow each other without a blank line, a comment or anything else between. */
export type RequirementBlock = readonly {
  readonly requirement: ProjectRequirement;
  /** Its physical lines, with the comments below that are moved in. */
  readonly range: TextRange;
}[];

/** None where two requirements share a line of the editor: it could not be moved. */
export function requirementBlocks({ lines, text }: ReadRequirements): readonly RequirementBlock[] {
  if (unusualSeparators({ text }).length > 0) return [];
  const blocks: RequirementBlock[number][][] = [];
  let end = -1;
  for (const line of lines) {
    if (line.entry.kind !== 'requirement') {
      end = -1;
      continue;
    }
    const range = wholeLines(text, line.range);
    if (goesOn(text, range)) {
      end = -1;
      continue;
    }
    const item = { requirement: line.entry.requirement, range };
    if (range.start === end) blocks.at(-1)?.push(item);
    else blocks.push([item]);
    end = range.end;
  }
  return blocks;
}

/** Elsewhere the backslash at its end would draw in what it never belonged to. */
function goesOn(text: string, { start, end }: TextRange): boolean {
  return /\\(?:\r\n|[\n\r])?$/.test(text.slice(Math.max(start, end - 3), end));
}
