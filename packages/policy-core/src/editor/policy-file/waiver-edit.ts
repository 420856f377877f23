import { applyEdits } from '../../model/apply-edits.ts';
import type { TextEdit } from '../../model/fix.ts';
import { ALWAYS_ON } from '../../policy/always-on.ts';
import { literalPattern } from '../../policy/patterns/literal-pattern.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { spansIn } from '../../model/source-span.ts';
import { nodeAt, type PolicyNode } from './policy-node.ts';
import { policyTree, syntaxOf, type PolicySyntax } from './policy-tree.ts';
import { inYaml } from './written-word.ts';

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
export function waiverEdit(
  { path, text }: { readonly path: string; readonly text: string },
  wanted: WantedWaiver,
): TextEdit | undefined {
  if (wanted.rule === ALWAYS_ON) return undefined;
  const syntax = syntaxOf(path);
  const written = WRITERS[syntax](text, fieldsOf(wanted), policyTree(syntax, text));
  if (written === undefined) return undefined;
  const { start, end } = spansIn(path, text).span(written.offset, written.offset);
  const edit = { path, start, end, text: written.text };
  return isWaived({ path, text: applyEdits(text, [edit]) }, wanted) ? edit : undefined;
}

/** What is asked of people stands where they have to change it. */
const REASON = 'Say why this is accepted.';
const APPROVER = 'who-answers-for-it';

type Fields = readonly (readonly [key: string, value: string])[];

function fieldsOf({ rule, path, expires }: WantedWaiver): Fields {
  return [
    ['rule', rule],
    ['path', literalPattern(path)],
    ['reason', REASON],
    ['approver', APPROVER],
    ['expires', expires],
  ];
}

function isWaived(source: { readonly path: string; readonly text: string }, wanted: WantedWaiver): boolean {
  const policy = loadPolicy(source);
  if (policy.kind !== 'policy') return false;
  const waiver = policy.waivers.at(-1);
  return waiver?.rule === wanted.rule && waiver.pattern.matches(wanted.path);
}

interface Written {
  readonly offset: number;
  readonly text: string;
}

type Writer = (text: string, fields: Fields, tree: PolicyNode | undefined) => Written | undefined;

const WRITERS: Readonly<Record<PolicySyntax, Writer>> = {
  yaml: inYamlText,
  toml: inTomlText,
  json: inJsonText,
};

function inYamlText(text: string, fields: Fields, tree: PolicyNode | undefined): Written | undefined {
  const list = nodeAt(tree, ['waivers']);
  const flow = `{ ${fields.map(([key, value]) => `${key}: ${yamlValue(key, value)}`).join(', ')} }`;
  if (list === undefined) {
    const lines = itemLines(fields, '  ');
    return atEnd(text, `waivers:${lineEndIn(text)}${lines.join(lineEndIn(text))}${lineEndIn(text)}`);
  }
  if (list.kind !== 'list') return undefined;
  if (text.charAt(list.range.start) === '[') return intoBrackets(list, flow);
  const last = list.items.at(-1);
  if (last === undefined) return undefined;
  const first = text.slice(0, list.range.start);
  const indent = ' '.repeat(list.range.start - (first.lastIndexOf('\n') + 1));
  const offset = lineAfter(text, last.range.end);
  const gap = offset > 0 && text.charAt(offset - 1) !== '\n' ? lineEndIn(text) : '';
  return { offset, text: `${gap}${itemLines(fields, indent).join(lineEndIn(text))}${lineEndIn(text)}` };
}

function itemLines(fields: Fields, indent: string): readonly string[] {
  return fields.map(
    ([key, value], index) => `${indent}${index === 0 ? '- ' : '  '}${key}: ${yamlValue(key, value)}`,
  );
}

/** A sentence needs no quotes; a day is one in YAML as well. */
function yamlValue(key: string, value: string): string {
  if (key === 'reason' || key === 'expires') return key === 'reason' ? JSON.stringify(value) : value;
  return inYaml(value);
}

function inTomlText(text: string, fields: Fields, tree: PolicyNode | undefined): Written | undefined {
  const list = nodeAt(tree, ['waivers']);
  if (
    list?.kind === 'list' &&
    text.charAt(list.range.start) === '[' &&
    text.charAt(list.range.start + 1) !== '['
  ) {
    const inline = `{ ${fields.map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join(', ')} }`;
    return intoBrackets(list, inline);
  }
  const lineEnd = lineEndIn(text);
  const lines = fields.map(([key, value]) => `${key} = ${JSON.stringify(value)}${lineEnd}`).join('');
  return atEnd(text, `${lineEnd}[[waivers]]${lineEnd}${lines}`);
}

function inJsonText(text: string, fields: Fields, tree: PolicyNode | undefined): Written | undefined {
  const item = `{ ${fields.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')} }`;
  const list = nodeAt(tree, ['waivers']);
  if (list?.kind === 'list') return intoBrackets(list, item);
  if (list !== undefined || tree?.kind !== 'map') return undefined;
  const last = tree.entries.at(-1)?.value.range.end;
  if (last === undefined) return undefined;
  return { offset: last, text: `,${lineEndIn(text)}  "waivers": [${item}]` };
}

/** Behind the last item, or right behind the bracket. */
function intoBrackets(list: Extract<PolicyNode, { kind: 'list' }>, item: string): Written {
  const last = list.items.at(-1);
  return last === undefined
    ? { offset: list.range.start + 1, text: item }
    : { offset: last.range.end, text: `, ${item}` };
}

function atEnd(text: string, lines: string): Written {
  const gap = text === '' || text.endsWith('\n') ? '' : lineEndIn(text);
  return { offset: text.length, text: `${gap}${lines}` };
}

/** Where the line behind a place begins. */
function lineAfter(text: string, offset: number): number {
  if (offset > 0 && text.charAt(offset - 1) === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

function lineEndIn(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
