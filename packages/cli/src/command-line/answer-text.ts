import { markdownPage, terminalText } from '@lockkeeper/policy-core/report';

import { wantsColors, type ColorOptions } from './options.ts';
import type { World } from '../world.ts';

type Document = Parameters<typeof markdownPage>[0];

interface Showing {
  readonly options: ColorOptions & { readonly format: 'pretty' | 'markdown' | 'json' };
  readonly world: World;
}

/** An answer in the form that was asked for: JSON for programs, and a document of it for people. */
export function answerText(answer: object, document: Document, { options, world }: Showing): string {
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(answer, null, 2)}\n`;
    case 'markdown':
      return markdownPage(document);
    case 'pretty':
      return documentText(document, options, world);
  }
}

/** As the terminal takes it that this run writes to. */
export function documentText(document: Document, options: ColorOptions, world: World): string {
  return terminalText(document, { colors: wantsColors(options, world), width: world.stdout.columns });
}
