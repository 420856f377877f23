import { displayText } from './display-text.ts';

/** A text that GitHub's Markdown shows as it is: no markup, no HTML, no link, no table cell, nobody notified. */
export function markdownText(text: string): string {
  return displayText(text)
    .replace(/[\\`*_[\]~|$#]/g, '\\$&')
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(LINK_START, '$&<!-- -->')
    .replaceAll('@', '@<!-- -->');
}

/** Where GitHub makes a link of a bare address. */
const LINK_START = /(?:https?|ftp):(?=\/\/)|www(?=\.)/gi;

/** A code span for any text, also one that holds backticks; not for table cells, where a pipe would end it. */
export function markdownCode(text: string): string {
  const shown = displayText(text);
  const longest = [...shown.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
