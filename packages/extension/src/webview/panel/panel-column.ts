/** Column of the editor, from 1, where a revision opens, so that the drawing stays in sight beside it. */
export function columnBeside(panel: number | undefined): number {
  return panel === undefined || panel > 1 ? 1 : 2;
}
