/** The last graph of each policy root, reused while its inputs are the same. */
export interface GraphCache {
  /** `inputs`: everything that the drawing depends on, as text. */
  of<Drawing>(root: string, inputs: string, draw: () => Promise<Drawing>): Promise<Drawing>;
}

export function createGraphCache(): GraphCache {
  const last = new Map<string, { readonly inputs: string; readonly drawing: unknown }>();
  return {
    of: async <Drawing>(root: string, inputs: string, draw: () => Promise<Drawing>) => {
      const known = last.get(root);
      // One root is always drawn in one way, so that what is kept of it is of one kind.
      if (known?.inputs === inputs) return known.drawing as Drawing;
      const drawing = await draw();
      last.set(root, { inputs, drawing });
      return drawing;
    },
  };
}
