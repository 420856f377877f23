import type { MarkerComparison, MarkerOperator } from './marker.ts';
import { normalizedProject } from './project-name.ts';
import { specifierAdmits } from './specifier-match.ts';
import { parseSpecifier } from './specifier.ts';
import type { Specifier } from './specifier.ts';

/** What an environment says of one variable: `extras` and `dependency_groups` are sets. */
export type MarkerValue = string | ReadonlySet<string>;

/** Which value a comparison looks up, and what it asks of it. */
export interface MarkerQuestion {
  /** Of two texts packaging takes the right one for the name of a variable. */
  readonly key: string;
  readonly operator: MarkerOperator;
  /** Of two variables packaging takes the name of the right one for a text. */
  readonly text: string;
  /** Whether the text stands on the left: `"linux" in sys_platform`. */
  readonly isTextLeft: boolean;
}

export function questionOf({ left, operator, right }: MarkerComparison): MarkerQuestion {
  const rightText = right.kind === 'variable' ? right.name : right.value;
  return left.kind === 'variable'
    ? { key: left.name, operator, text: rightText, isTextLeft: false }
    : { key: rightText, operator, text: left.value, isTextLeft: true };
}

/** `undefined` where packaging knows no such comparison of such values. */
export function answerOf(question: MarkerQuestion, value: MarkerValue): boolean | undefined {
  if (typeof value !== 'string') return question.isTextLeft ? answerOfSet(question, value) : undefined;
  if (VERSIONS.has(question.key)) return answerOfVersion(question, value);
  return SETS.has(question.key)
    ? compareTexts({ ...question, text: normalizedProject(question.text) }, normalizedProject(value))
    : compareTexts(question, value);
}

/** What the right side says with its operator when it is a clause of versions: `>=3.8`. */
export function clauseOf(
  { operator, text, isTextLeft }: MarkerQuestion,
  value: string,
): Specifier | undefined {
  return parseSpecifier(`${operator}${isTextLeft ? value : text}`);
}

/** Variables whose values are compared as versions where that is possible. */
const VERSIONS: ReadonlySet<string> = new Set([
  'implementation_version',
  'platform_release',
  'python_full_version',
  'python_version',
]);
const SETS: ReadonlySet<string> = new Set(['extras', 'dependency_groups']);

function answerOfSet({ operator, text }: MarkerQuestion, values: ReadonlySet<string>): boolean | undefined {
  switch (operator) {
    case 'in':
    case 'not in': {
      const name = normalizedProject(text);
      const isMember = values.has(name) || [...values].some((value) => normalizedProject(value) === name);
      return isMember === (operator === 'in');
    }
    case '===':
    case '~=':
      return undefined;
    default:
      return operator === '!=';
  }
}

function answerOfVersion(question: MarkerQuestion, value: string): boolean | undefined {
  const clause = clauseOf(question, value);
  if (clause === undefined) return compareTexts(question, value);
  return specifierAdmits(clause, question.isTextLeft ? question.text : value, { prereleases: true });
}

/** Texts have no order: one is neither less nor greater than another. */
function compareTexts(question: MarkerQuestion, value: string): boolean | undefined {
  const { operator, text } = question;
  switch (operator) {
    case 'in':
    case 'not in':
      return isPart(question, value) === (operator === 'in');
    case '==':
    case '<=':
    case '>=':
      return value === text;
    case '===':
    case '~=':
      return undefined;
    default:
      return operator === '!=' && value !== text;
  }
}

function isPart({ text, isTextLeft }: MarkerQuestion, value: string): boolean {
  return isTextLeft ? value.includes(text) : text.includes(value);
}
