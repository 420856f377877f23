import type {
  Marker,
  MarkerComparison,
  MarkerOperand,
} from '../../packages/policy-core/src/dependencies/packaging/marker.ts';
import { parseMarker } from '../../packages/policy-core/src/dependencies/packaging/parse-marker.ts';

/** All comparisons of a marker; none where it cannot be read. */
export function comparisonsIn(marker: string): readonly MarkerComparison[] {
  const read = parseMarker(marker);
  return read.kind === 'invalid' ? [] : comparisonsOf(read.marker);
}

/** The side that is a variable, where the other is a text. */
export function variableBesideText({
  left,
  right,
}: MarkerComparison): { readonly name: string; readonly text: string } | undefined {
  const [variable, text] = left.kind === 'variable' ? [left, right] : [right, left];
  return isVariable(variable) && text.kind === 'text' ? { name: variable.name, text: text.value } : undefined;
}

/** Whether a word that joins two others stands without a blank beside one of them. */
export function runsTogether(marker: string): boolean {
  return RUNS_INTO_NEXT.test(marker) || RUNS_FROM_LAST.test(marker);
}

const RUNS_FROM_LAST =
  /(?:name|platform|release|system|version|machine|implementation|extra|["'])(?:and|or|in|not)/;
const RUNS_INTO_NEXT = /(?:and|or|in)(?:os|sys|platform|python|implementation|extra|["'])/;

function comparisonsOf(marker: Marker): readonly MarkerComparison[] {
  return marker.kind === 'comparison' ? [marker] : marker.operands.flatMap(comparisonsOf);
}

function isVariable(
  operand: MarkerOperand,
): operand is Extract<MarkerOperand, { readonly kind: 'variable' }> {
  return operand.kind === 'variable';
}
