import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf } from '../../parsers/python/bindings.ts';
import { childIn, identifierName, lastName } from '../../parsers/python/nodes.ts';
import type { TracedFile } from '../../parsers/python/values.ts';
import type { CodePlace } from './code-place.ts';
import type { NodeInside, PythonCode } from './parsed-python.ts';

/** `Base.metadata.create_all(engine)`, `db.drop_all()`, and the method handed on: `run_sync(metadata.create_all)`. */
export function pythonMetadataPlaces({ file, nodes }: PythonCode): readonly CodePlace[] {
  return nodes.flatMap((inside): readonly CodePlace[] => {
    const { node } = inside;
    const method = node.type === 'attribute' ? lastName(file, node) : undefined;
    if (method !== 'create_all' && method !== 'drop_all') return [];
    const receiver = childIn(node, 'object');
    if (receiver === undefined || !isMetadata(file, receiver)) return [];
    const { start, end } = shown(inside);
    return [{ kind: method === 'create_all' ? 'create-all' : 'drop-all', start, end }];
  });
}

/** A service or a log processor may have methods of these names, too. */
function isMetadata(file: TracedFile, receiver: PythonNode): boolean {
  const name = lastName(file, receiver) ?? '';
  if (/^(?:[a-z0-9_]*_)?(?:metadata|meta)$/i.test(name) || name === 'db') return true;
  if (receiver.type === 'call') return lastName(file, childIn(receiver, 'function')) === 'MetaData';
  const bound = bindingsOf(identifierName(file, receiver) ?? '', file.scopes.module);
  return bound.some(
    (binding) =>
      binding.kind === 'value' &&
      MAKERS.has(lastName(file, childIn(binding.node, 'function')) ?? '') &&
      binding.node.type === 'call',
  );
}

const MAKERS = new Set(['MetaData', 'SQLAlchemy']);

/** The whole call where the method is called here. */
function shown({ node, around }: NodeInside): PythonNode {
  const [parent] = around;
  return parent?.type === 'call' && node.field === 'function' ? parent : node;
}
