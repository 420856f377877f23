import { applyEdits } from '../../model/apply-edits.ts';
import type { TextEdit } from '../../model/fix.ts';
import { ALWAYS_ON } from '../../policy/always-on.ts';
import { literalPattern } from '../../policy/patterns/literal-pattern.ts';
import type { PolicySource } from '../../policy/read-policy.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { spansIn } from '../../model/source-span.ts';
import { nodeAt, type PolicyNode } from './policy-node.ts';
import { policyTree, syntaxOf, type PolicySyntax } from './policy-tree.ts';
import { WAIVER_PLACEHOLDERS } from '../../policy/waiver-placeholders.ts';
import { inFlow, keyText } from './written-word.ts';

export interface WantedWaiver {
  readonly rule: string;
  /** The file in which its findings would be accepted. */
  readonly path: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly expires: string;
}

/**
 * Adds a waiver to a policy, with a reason and a name that a person has to fill in. `undefined` for the rule that
 * takes none, and where the policy would not be valid, or would not say that, with it.
 */
export function waiverEdit({ path, text, bases }: PolicySource, wanted: WantedWaiver): TextEdit | undefined {
  if (wanted.rule === ALWAYS_ON) return undefined;
  const syntax = syntaxOf(path);
  const addition = additionTo(text, policyTree(syntax, text), { syntax, entries: entriesOf(wanted, syntax) });
  if (addition === undefined) return undefined;
  const { start, end } = spansIn(path, text).span(addition.offset, addition.offset);
  const edit = { path, start, end, text: addition.text };
  return isWaived({ path, text: applyEdits(text, [edit]), bases }, wanted) ? edit : undefined;
}

function entriesOf({ rule, path, expires }: WantedWaiver, syntax: PolicySyntax): readonly string[] {
  // What is asked of people stands where they have to change it.
  const fields = { rule, path: literalPattern(path), ...WAIVER_PLACEHOLDERS };
  const written = Object.entries(fields).map(
    ([key, value]) => `${keyText(key, syntax)}${inFlow(value, syntax)}`,
  );
  // A day needs no quotes in YAML.
  return [
    ...written,
    `${keyText('expires', syntax)}${syntax === 'yaml' ? expires : inFlow(expires, syntax)}`,
  ];
}

function isWaived(source: PolicySource, wanted: WantedWaiver): boolean {
  const policy = loadPolicy(source);
  if (policy.kind !== 'policy') return false;
  const waiver = policy.waivers.at(-1);
  return waiver?.rule === wanted.rule && waiver.pattern.matches(wanted.path);
}

interface Addition {
  readonly offset: number;
  readonly text: string;
}

interface Waiver {
  readonly syntax: PolicySyntax;
  readonly entries: readonly string[];
}

/** Into the list that is there, else a section at the end. Whether that makes a policy is asked of it afterwards. */
function additionTo(
  text: string,
  tree: PolicyNode | undefined,
  { syntax, entries }: Waiver,
): Addition | undefined {
  const list = nodeAt(tree, ['waivers']);
  const item = `{ ${entries.join(', ')} }`;
  // Two brackets are the head of a table.
  if (list?.kind === 'list' && /^\[(?!\[)/.test(text.slice(list.range.start))) {
    const last = list.items.at(-1);
    return last === undefined
      ? { offset: list.range.start + 1, text: item }
      : { offset: last.range.end, text: `, ${item}` };
  }
  if (syntax === 'toml') return linesAt(text.length, text, ['', '[[waivers]]', ...entries]);
  if (syntax === 'yaml') return yamlLines(text, list, entries);
  const last = tree?.kind === 'map' ? tree.entries.at(-1) : undefined;
  return last && { offset: last.value.range.end, text: `,${lineEndIn(text)}  "waivers": [${item}]` };
}

function yamlLines(text: string, list: PolicyNode | undefined, entries: readonly string[]): Addition {
  if (list?.kind !== 'list') return linesAt(text.length, text, ['waivers:', ...itemLines(entries, '  ')]);
  const { start, end } = list.range;
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  return linesAt(lineBehind(text, end), text, itemLines(entries, indent));
}

function itemLines(entries: readonly string[], indent: string): readonly string[] {
  return entries.map((entry, index) => `${indent}${index === 0 ? '- ' : '  '}${entry}`);
}

/** On lines of their own, whether or not the text before them ends with one. */
function linesAt(offset: number, text: string, lines: readonly string[]): Addition {
  const isBehindText = offset > 0 && text.charAt(offset - 1) !== '\n';
  return {
    offset,
    text: (isBehindText ? ['', ...lines] : lines).map((line) => line + lineEndIn(text)).join(''),
  };
}

/** Where the line behind a place begins. */
function lineBehind(text: string, offset: number): number {
  const end = text.indexOf('\n', offset - 1);
  return end === -1 ? text.length : end + 1;
}

function lineEndIn(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
