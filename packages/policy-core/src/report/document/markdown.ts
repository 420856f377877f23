import { displayText } from '../../model/display-text.ts';
import { markdownCode, markdownText } from '../../model/markdown-text.ts';
import { shortenedText } from '../../model/shortened-text.ts';
import type { Block, Document, Item, Mark, Table, Text } from './document.ts';

/** For a job summary, a pull request or a file: nothing in it that GitHub takes for markup but what we mean so. */
export function markdownPage(document: Document): string {
  return `${spaced(document, 3).join('\n')}\n`;
}

/**
 * With an empty line between two blocks, without which Markdown would make one of them.
 *
 * @param level of headings of sections
 */
function spaced(document: Document, level: number): readonly string[] {
  return document
    .map((block) => blockLines(block, level))
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}

function blockLines(block: Block, level: number): readonly string[] {
  switch (block.kind) {
    case 'title':
      return [`## ${heading(block.text)}`, ...below(hardLines(block.lines))];
    case 'lines':
      return hardLines(block.lines);
    case 'section':
      return [
        `${'#'.repeat(Math.min(level, 6))} ${heading(block.title)}`,
        ...below(spaced(block.blocks, level + 1)),
      ];
    case 'list':
      return block.items.flatMap((item, index) =>
        itemLines(item, block.isNumbered === true ? `${index + 1}. ` : '- ', level),
      );
    case 'facts':
      return block.facts.map(([label, value]) => `- ${paragraphStart(inline([label, ': ', value]))}`);
    case 'table':
      return tableLines(block);
    case 'commands':
      return commandLines(block.lines);
    case 'source':
      return [];
    case 'fold':
      return foldLines(block, level);
  }
}

function below(part: readonly string[]): readonly string[] {
  return part.length === 0 ? [] : ['', ...part];
}

/** A line each, where Markdown would make one paragraph of them. */
function hardLines(all: readonly Text[]): readonly string[] {
  return all.map((line, index) => `${paragraphStart(inline(line))}${index < all.length - 1 ? '\\' : ''}`);
}

const MARKS: Readonly<Record<Mark, string>> = {
  done: '[x] ',
  'not-done': '[ ] ',
  unknown: '[ ] **not known:** ',
  passed: '✓ ',
  warned: '! ',
  failed: '✗ ',
  undetermined: '? ',
  idle: '– ',
};

function itemLines({ mark, text, blocks = [] }: Item, bullet: string, level: number): readonly string[] {
  const indent = ' '.repeat(bullet.length);
  const start = mark === undefined ? paragraphStart(inline(text)) : `${MARKS[mark]}${inline(text)}`;
  const inside = spaced(blocks, level + 1);
  const next = blocks.find(({ kind }) => kind !== 'source');
  const breaks = next?.kind === 'lines' ? '\\' : '';
  return [
    `${bullet}${start}${breaks}`,
    ...(next !== undefined && CLOSE.has(next.kind) ? inside : below(inside)).map((line) =>
      line === '' ? '' : `${indent}${line}`,
    ),
  ];
}

/** What stands right below the text that it belongs to. */
const CLOSE: ReadonlySet<Block['kind']> = new Set(['lines', 'list', 'facts', 'commands', 'fold']);

function tableLines({ titles, rows }: Table): readonly string[] {
  if (rows.length === 0) return [];
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(titles.map((title) => markdownText(title))),
    row(titles.map(() => '---')),
    ...rows.map(({ mark, cells }) =>
      row(
        cells.map(
          (cell, column) => `${column === 0 && mark !== undefined ? MARKS[mark] : ''}${tableCell(cell)}`,
        ),
      ),
    ),
  ];
}

/** Also in a code span a bar ends the cell, unless it has a backslash. */
function tableCell(text: Text): string {
  return inline(text, (name) => markdownCode(name).replaceAll('|', '\\|'));
}

function commandLines(all: readonly string[]): readonly string[] {
  const shown = all.map(displayText);
  const longest = Math.max(
    2,
    ...shown.flatMap((line) => Array.from(line.matchAll(/`+/g), ([run]) => run.length)),
  );
  const fence = '`'.repeat(longest + 1);
  return shown.length === 0 ? [] : [fence, ...shown, fence];
}

function foldLines({ summary, blocks }: Extract<Block, { kind: 'fold' }>, level: number): readonly string[] {
  const inside = spaced(blocks, level);
  return inside.length === 0
    ? [paragraphStart(inline(summary))]
    : [`<details><summary>${htmlText(summary)}</summary>`, '', ...inside, '', '</details>'];
}

/** Within HTML Markdown is not read, and a backslash would be seen. */
function htmlText(text: string): string {
  return markdownText(text).replace(/\\([\\`*_[\]~|$#])/g, '$1');
}

/** A heading is emphasised as it is. */
function heading(text: Text): string {
  return inline(text, undefined, (inner) => inner);
}

function inline(text: Text, name = markdownCode, emphasised = emphasis): string {
  if (typeof text === 'string') return markdownText(text);
  if (!('kind' in text)) return text.map((one) => inline(one, name, emphasised)).join('');
  switch (text.kind) {
    case 'code':
      return name(shortenedText(text.text));
    case 'toned': {
      const inner = inline(text.text, name, emphasised);
      return text.tone === 'faint' ? inner : emphasised(inner);
    }
    case 'link':
      return `[${inline(text.text, name, emphasised)}](<${encodeURI(displayText(text.href)).replace(/[<>\\]/g, encodeURIComponent)}>)`;
    case 'gap':
      return ' ';
  }
}

/** Beside a space asterisks would be seen. */
function emphasis(inner: string): string {
  return /^\s|\s$|^$/.test(inner) ? inner : `**${inner}**`;
}

/** Nothing that a text begins with makes a list, a heading or a block of code of it. */
function paragraphStart(line: string): string {
  return line.replace(/^\s+/, '').replace(/^(\d*)([-+=.)])/, '$1\\$2');
}
