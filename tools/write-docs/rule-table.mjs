/**
 * @typedef {object} RuleFacts what a page says of its rule
 * @property {string} id
 * @property {string} summary
 * @property {string} defaultSeverity
 * @property {readonly { readonly words: string, readonly about: string }[]} judges
 * @property {readonly string[]} heeds what else it has to know, in words
 * @property {string} fix which kinds of fix it offers, or `no`
 */

const START = '<!-- generated from the rule: do not edit between these markers -->';
const END = '<!-- /generated -->';

/**
 * The page with its table brought up to date.
 *
 * @param {string} page
 * @param {RuleFacts} rule
 */
export function withRuleTable(page, rule) {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start === -1 || end < start) {
    throw new Error(
      `The page of ${rule.id} has no place for its table. Put these two lines under the heading:\n${START}\n${END}`,
    );
  }
  return `${page.slice(0, start)}${START}\n${ruleTable(rule)}\n${page.slice(end)}`;
}

/** @param {RuleFacts} rule */
function ruleTable({ defaultSeverity, judges, heeds, fix }) {
  const isAbout = (/** @type {string} */ kind) => judges.some(({ about }) => about === kind);
  const where = isAbout('deploy') ? 'deploy' : isAbout('file') ? 'open file, whole tree, change' : 'change';
  const needs = new Set([...judges.map(({ words }) => words), ...heeds]);
  return alignedTable([
    ['Default severity', 'Needs', 'Judges', 'Fix'],
    [defaultSeverity, [...needs].join(', '), where, fix],
  ]);
}

/**
 * A Markdown table whose columns line up in the source too.
 *
 * @param {readonly (readonly string[])[]} rows the first one is the head
 */
export function alignedTable(rows) {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
