import type { OperationOf } from '../operations/by-kind.ts';
import type { Inverse } from './inverse-operations.ts';
import type { ObjectOperation } from '../operations/operation.ts';
import { renamedObject } from '../operations/same-names.ts';

export function inverseOfCreateObject({ object, name }: OperationOf<'create-object'>): Inverse {
  if (!isNamed({ object, name })) return UNKNOWN_OBJECT;
  return {
    kind: 'operations',
    operations: [{ kind: 'drop-object', object, name, ifExists: false, cascade: false }],
  };
}

export function inverseOfDropObject({ object, name, cascade }: OperationOf<'drop-object'>): Inverse {
  const what = object.replace('-', ' ');
  if (!isNamed({ object, name })) return UNKNOWN_OBJECT;
  if (cascade !== false) return { kind: 'unknown', why: `CASCADE may drop more than the ${what}` };
  // Without CASCADE a schema that could be dropped was empty.
  if (object === 'schema' || object === 'extension') {
    return { kind: 'operations', operations: [{ kind: 'create-object', object, name }] };
  }
  return { kind: 'unknown', why: `how the ${what} ${name.text} was made is not known` };
}

export function inverseOfRenameObject(operation: OperationOf<'rename-object'>): Inverse {
  const { object, name, to } = operation;
  if (!isNamed({ object, name }) || !to.isKnown) return UNKNOWN_OBJECT;
  const back = { ...name, text: name.text.replace(/^.*\./s, '') };
  return {
    kind: 'operations',
    operations: [{ kind: 'rename-object', object, name: renamedObject(operation), to: back }],
  };
}

function isNamed({ object, name }: Pick<ObjectOperation, 'object' | 'name'>): boolean {
  return name.isKnown && object !== 'owned' && object !== 'other';
}

const UNKNOWN_OBJECT: Inverse = { kind: 'unknown', why: 'what it changes is not known' };
