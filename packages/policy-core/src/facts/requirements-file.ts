import type { FileContent } from '../file-content.ts';
import type { Known } from '../known.ts';
import type { DependencyPair } from '../policy/policy.ts';
import { spansIn, type SourceSpan } from '../source-span.ts';
import { hiddenCharacters, type HiddenCharacter } from './hidden-characters.ts';
import { includeTarget, type Include } from './requirement-include.ts';
import { optionsIn, type WrittenOption } from './requirement-options.ts';
import { parseRequirement, type Requirement } from './requirement.ts';
import {
  logicalLines,
  physicalLines,
  unusualSeparators,
  type UnusualSeparator,
} from './requirements-lines.ts';

/** A requirements file or its lock; what could not be read says why. */
export type RequirementsFile =
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly text: string;
      readonly lines: readonly RequirementLine[];
      /** What the seed's textual comparison looks at: physical lines that are neither blank nor comments. */
      readonly entries: readonly TextualEntry[];
      readonly unusualSeparators: readonly UnusualSeparator[];
      readonly hiddenCharacters: readonly HiddenCharacter[];
    }
  | { readonly kind: 'absent'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly problem: string };

export interface RequirementLine {
  readonly requirement: Requirement;
  readonly content: string;
  readonly at: SourceSpan;
  /** The specifier, or the name when there is none. */
  readonly versionAt: SourceSpan;
  readonly options: readonly WrittenOption[];
  readonly include: Include | undefined;
  /** Variables of the environment, as written: `${TOKEN}`. */
  readonly variables: readonly string[];
}

export interface TextualEntry {
  readonly text: string;
  readonly at: SourceSpan;
}

/** A pair the policy names, as far as its files could be seen. */
export interface RequirementsPair {
  readonly pair: DependencyPair;
  readonly source: Known<RequirementsFile>;
  readonly lock: Known<RequirementsFile>;
}

export function requirementsFile(path: string, content: FileContent): RequirementsFile {
  if (content.kind !== 'text') return { ...content, path };
  const text = content.text.replace(/^\uFEFF/, '');
  // pip skips a byte order mark; places count it where the text has it, so that fixes land right.
  const mark = content.text.length - text.length;
  const inFile = spansIn(path, content.text);
  const spans = { span: (start: number, end: number) => inFile.span(start + mark, end + mark) };
  const physical = physicalLines(text);
  return {
    kind: 'read',
    path,
    text: content.text,
    lines: logicalLines(text).map((line) => {
      const requirement = parseRequirement(line.content);
      const at = spans.span(line.start, line.end);
      const versionAt = versionSpan(requirement, line) ?? at;
      return {
        requirement,
        content: line.content,
        at,
        versionAt,
        ...whatElse(path, line.content, requirement),
      };
    }),
    entries: physical
      .map((line) => ({ text: line.text.trim(), line }))
      .filter((entry) => entry.text !== '' && !entry.text.startsWith('#'))
      .map(({ text: entry, line }) => {
        const start = line.start + line.text.indexOf(entry);
        return { text: entry, at: spans.span(start, start + entry.length) };
      }),
    unusualSeparators: unusualSeparators(path, content.text),
    hiddenCharacters: hiddenCharacters(physical, spans.span),
  };

  function versionSpan(
    requirement: Requirement,
    { content: said, start }: { content: string; start: number },
  ) {
    if (requirement.kind !== 'named') return undefined;
    const { name, specifier, specifierStart } = requirement;
    const [from, length] = specifier === '' ? [0, name.length] : [specifierStart, specifier.length];
    // A continuation inside the requirement itself moves text: then the whole line is underlined.
    const inPlace = text.startsWith(said.slice(0, from + length), start);
    return inPlace ? spans.span(start + from, start + from + length) : undefined;
  }
}

/** What a line does beside asking for a package. */
function whatElse(
  path: string,
  content: string,
  requirement: Requirement,
): Pick<RequirementLine, 'options' | 'include' | 'variables'> {
  const options = optionsIn(content);
  return {
    options: options.kind === 'read' ? options.options : [],
    include: includeOf(path, requirement),
    variables: content.includes('${') ? Array.from(content.matchAll(VARIABLE), ([name]) => name) : [],
  };
}

/** pip fills in what is written in capitals only. */
const VARIABLE = /\$\{[A-Z0-9_]+\}/g;

export function includeOf(path: string, requirement: Requirement): Include | undefined {
  if (requirement.kind !== 'include') return undefined;
  const { as, written } = requirement;
  return { as, written, leadsTo: includeTarget(path, written) };
}
