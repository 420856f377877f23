import { Help } from 'commander';

/**
 * A page of Markdown for a terminal: paragraphs and items of lists fit its width; code, tables and headings stay as they are.
 *
 * @param width in columns
 */
export function pageText(page: string, width: number): string {
  return page
    .split(/^(```[\s\S]*?^```$)/m)
    .map((part) => (part.startsWith('```') ? part : fitted(part, width)))
    .join('');
}

function fitted(text: string, width: number): string {
  return text.replace(/^(- )?[^\s#|<-].*(?:\n(?![-#|<]|\d+\. )[^\n]+)*/gm, (paragraph, dash = '') => {
    const indent = ' '.repeat(dash.length);
    const words = paragraph.slice(dash.length).replace(/\s*\n\s*/g, ' ');
    return new Help()
      .boxWrap(words, width - dash.length)
      .replace(/\n/g, `\n${indent}`)
      .replace(/^/, dash);
  });
}
