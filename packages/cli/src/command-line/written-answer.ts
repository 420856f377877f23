import type { World } from '../world.ts';
import { wantsColors, type ColorOptions } from './options.ts';

interface Asked {
  readonly options: ColorOptions & { readonly format: 'json' | 'markdown' | 'pretty' };
  readonly world: World;
}

interface Forms<Answer> {
  readonly markdown: (answer: Answer) => string;
  readonly pretty: (answer: Answer, style: { readonly colors: boolean }) => string;
}

/** An answer in the format that was asked for. */
export function writtenAnswer<Answer>(
  answer: Answer,
  { markdown, pretty }: Forms<Answer>,
  { options, world }: Asked,
): string {
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(answer, null, 2)}\n`;
    case 'markdown':
      return markdown(answer);
    case 'pretty':
      return pretty(answer, { colors: wantsColors(options, world) });
  }
}
