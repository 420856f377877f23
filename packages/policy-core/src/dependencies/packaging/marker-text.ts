import type { Marker, MarkerOperand } from './marker.ts';

/** The one spelling of a marker that packaging gives (`str(Marker)`): what differs in blanks or quotes is the same. */
export function markerText(marker: Marker): string {
  if (marker.kind === 'comparison') {
    return `${operandText(marker.left)} ${marker.operator} ${operandText(marker.right)}`;
  }
  return marker.operands.map(partText).join(` ${marker.kind} `);
}

function partText(marker: Marker): string {
  const isEnclosed = marker.kind !== 'comparison' && marker.isEnclosed;
  return isEnclosed ? `(${markerText(marker)})` : markerText(marker);
}

/** No text can hold both kinds of quotes as they are; packaging fails there. */
function operandText(operand: MarkerOperand): string {
  if (operand.kind === 'variable') return operand.name;
  if (!operand.value.includes('"')) return `"${operand.value}"`;
  if (!operand.value.includes("'")) return `'${operand.value}'`;
  return `"${operand.value.replaceAll('"', String.raw`\x22`)}"`;
}
