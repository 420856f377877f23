/**
 * Facts that cannot be worked out because of how they are defined. It ends the run, whoever catches it: what came of it
 * would hang on who asked first.
 */
export class FactError extends Error {
  override readonly name = 'FactError';
  /** `circle`: a fact rests on itself. `depth`: facts ask for facts without end in sight. */
  readonly kind: 'circle' | 'depth';
  /** Facts with their keys, from the first that was asked. */
  readonly path: readonly string[];

  constructor(kind: FactError['kind'], path: readonly string[]) {
    super(
      kind === 'circle'
        ? `Facts rest on each other in a circle: ${path.join(' -> ')}.`
        : `Facts ask for facts ${path.length} deep: ${path.slice(-4).join(' -> ')}. A fact that rests on itself needs an order.`,
    );
    this.kind = kind;
    this.path = path;
  }
}
