import type { Checklist, ChecklistItem } from '../deployment/checklist/checklist-item.ts';
import { markdownText } from '../model/markdown-text.ts';

/** A task list, as GitHub shows it. What is not known has no tick and says so. */
export function checklistMarkdown({ sections }: Checklist): string {
  const blocks = sections.map(
    ({ title, items }) => `### ${markdownText(title)}\n\n${items.map(itemLines).join('\n')}`,
  );
  return `${blocks.join('\n\n')}\n`;
}

function itemLines({ state, title, seen }: ChecklistItem): string {
  const unsure = state === 'unknown' ? ' **(not known)**' : '';
  return `- [${state === 'done' ? 'x' : ' '}] ${markdownText(title)}${unsure}\n  ${markdownText(seen)}`;
}
