import type { Evidence, Finding, Undetermined } from '@lockkeeper/policy-core';
import { MarkupKind, type MarkupContent } from 'vscode-languageserver';

export interface HoverParts {
  readonly subject: Finding | Undetermined;
  /** The client shows it beside: neither the message nor the link is said again. */
  readonly isShown?: boolean;
  /** What must be true; `undefined` for a rule this server does not know. */
  readonly summary: string | undefined;
  readonly href: string | undefined;
}

/** The reason behind an underline: what must be true, what is not, how that was seen, what to do. */
export function hoverText(parts: HoverParts, kind: MarkupKind): MarkupContent {
  return { kind, value: kind === MarkupKind.Markdown ? inMarkdown(parts) : inPlainText(parts) };
}

interface NoteParts {
  readonly sentences: readonly string[];
  /** The rule whose page says more. */
  readonly rule?: string | undefined;
  readonly href?: string | undefined;
}

/** Sentences about a place, each on a line of its own. */
export function noteText({ sentences, rule, href }: NoteParts, kind: MarkupKind): MarkupContent {
  const isLinked = rule !== undefined && href !== undefined;
  if (kind === MarkupKind.PlainText)
    return { kind, value: [...sentences, ...(isLinked ? [href] : [])].join('\n') };
  const value = sentences.map(escaped).join('  \n');
  return { kind, value: isLinked ? `${value}\n\n${pageLink(rule, href)}` : value };
}

function pageLink(rule: string, href: string): string {
  return `[Read about ${escaped(rule)}](<${href.replace(/[<>]/g, encodeURIComponent)}>)`;
}

function inMarkdown({ subject, isShown = false, summary, href }: HoverParts): string {
  const head = `**${escaped(subject.rule)}**${summary === undefined ? '' : `: ${escaped(summary)}`}`;
  return [
    head,
    isShown ? '' : escaped(subject.message),
    sentences(subject)
      .map((sentence) => `- ${escaped(sentence)}`)
      .join('\n'),
    href === undefined || isShown ? '' : pageLink(subject.rule, href),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function inPlainText({ subject, isShown = false, summary, href }: HoverParts): string {
  const head = summary === undefined ? subject.rule : `${subject.rule}: ${summary}`;
  const [message, link] = isShown ? [[], []] : [[subject.message], href === undefined ? [] : [href]];
  return [head, ...message, ...sentences(subject), ...link].join('\n');
}

function sentences(subject: Finding | Undetermined): readonly string[] {
  const missing =
    'missing' in subject ? subject.missing.map(({ fact, reason }) => `${fact}: ${reason}.`) : [];
  const fixes = 'fixes' in subject ? subject.fixes.map(({ title }) => `Quick fix: ${title}.`) : [];
  return [...subject.evidence.map(evidenceSentence), ...missing, ...fixes];
}

function evidenceSentence({ subject, relation, value }: Evidence): string {
  return `${subject} ${relation} ${value}.`;
}

/** Names of packages and files come from the repository: they must not become links, pictures or code. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&').replace(/\s+/g, ' ');
}
