import type { PythonNode, Parsers } from '../../parsers/parsers.ts';
import type { TracedFile } from '../../parsers/python/values.ts';

/** A node with those around it, the nearest first. */
export interface NodeInside {
  readonly node: PythonNode;
  readonly around: readonly PythonNode[];
}

/** A Python file, with each of its nodes that may be of interest. */
export interface PythonCode {
  readonly path: string;
  readonly file: TracedFile;
  readonly parsers: Parsers;
  readonly nodes: readonly NodeInside[];
}
