import { MARKER_VARIABLES } from './marker.ts';
import type { Marker, MarkerComparison, MarkerVariable } from './marker.ts';
import { answerOf, questionOf } from './marker-comparison.ts';
import type { MarkerValue } from './marker-comparison.ts';
import { normalizedProject } from './project-name.ts';
import { excerpt } from './requirement-reader.ts';

/**
 * Values by the name of their variable. What is absent is unknown, but for `extra`, `extras` and
 * `dependency_groups`: those are absent where a marker must not ask for them.
 */
export type MarkerEnvironment = Readonly<Record<string, MarkerValue | undefined>>;

export type MarkerEvaluation =
  | { readonly kind: 'value'; readonly value: boolean }
  /** By the names that packaging gives the errors; `detail` is a clause that reads well after "because". */
  | {
      readonly kind: 'undefined';
      readonly problem: 'UndefinedComparison' | 'UndefinedEnvironmentName';
      readonly detail: string;
    }
  /** It depends on these, which are not known. */
  | { readonly kind: 'unknown'; readonly variables: readonly MarkerVariable[] };

/** As packaging does, every comparison is looked at: one that is undefined counts though others decide. */
export function evaluateMarker(marker: Marker, environment: MarkerEnvironment): MarkerEvaluation {
  if (marker.kind === 'comparison') return evaluateComparison(marker, environment);
  const isDecisive = marker.kind === 'or';
  let isDecided = false;
  const variables = new Set<MarkerVariable>();
  for (const operand of marker.operands) {
    const part = evaluateMarker(operand, environment);
    if (part.kind === 'undefined') return part;
    if (part.kind === 'unknown') for (const variable of part.variables) variables.add(variable);
    else if (part.value === isDecisive) isDecided = true;
  }
  if (isDecided) return valueOf(isDecisive);
  return variables.size > 0 ? { kind: 'unknown', variables: [...variables] } : valueOf(!isDecisive);
}

function evaluateComparison(comparison: MarkerComparison, environment: MarkerEnvironment): MarkerEvaluation {
  const question = questionOf(comparison);
  const value = lookUp(environment, question.key);
  if (value === undefined) return absent(question.key);
  const answer = answerOf(question, value);
  if (answer !== undefined) return valueOf(answer);
  const detail = `${excerpt(question.key)} cannot be compared by ${question.operator} with "${excerpt(question.text)}"`;
  return { kind: 'undefined', problem: 'UndefinedComparison', detail };
}

function absent(key: string): MarkerEvaluation {
  const variable = MARKER_VARIABLES.find((name) => name === key);
  if (variable !== undefined && !IN_CONTEXT_ONLY.has(variable))
    return { kind: 'unknown', variables: [variable] };
  const detail = `there is no variable "${excerpt(key)}" to compare with`;
  return { kind: 'undefined', problem: 'UndefinedEnvironmentName', detail };
}

/** A Python that was not built from a tag calls itself `3.13.0+`, which is no version as it stands. */
function lookUp(environment: MarkerEnvironment, key: string): MarkerValue | undefined {
  const value = Object.hasOwn(environment, key) ? environment[key] : undefined;
  if (typeof value !== 'string') return value;
  if (key === 'extra') return normalizedProject(value);
  return key === 'python_full_version' && value.endsWith('+') ? `${value}local` : value;
}

function valueOf(value: boolean): MarkerEvaluation {
  return value ? TRUE : FALSE;
}

const IN_CONTEXT_ONLY: ReadonlySet<MarkerVariable> = new Set(['extra', 'extras', 'dependency_groups']);
const TRUE: MarkerEvaluation = { kind: 'value', value: true };
const FALSE: MarkerEvaluation = { kind: 'value', value: false };
