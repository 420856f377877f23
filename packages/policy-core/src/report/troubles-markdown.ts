import type { Troubles, TroubleStep } from '../deployment/diagnosis/trouble.ts';
import { markdownCode, markdownText } from '../model/markdown-text.ts';
import { APPLIES } from './troubles-text.ts';

/** A section for each trouble, with its steps as a list of tasks. */
export function troublesMarkdown({ sections }: Troubles): string {
  const blocks = sections.map(({ title, applies, seen, steps }) =>
    [
      `### ${markdownText(title)}: ${APPLIES[applies]}`,
      seen.map((sentence) => `- ${markdownText(sentence)}`).join('\n'),
      steps.map((step, index) => stepLines(step, index + 1)).join('\n'),
    ].join('\n\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

function stepLines({ state, text, seen, commands }: TroubleStep, place: number): string {
  const unsure = state === 'unknown' ? ' **(not known)**' : '';
  const typed = commands.length === 0 ? '' : ` ${commands.map(markdownCode).join(', ')}`;
  return `${place}. [${state === 'done' ? 'x' : ' '}] ${markdownText(text)}${unsure}\n   ${markdownText(seen)}${typed}`;
}
