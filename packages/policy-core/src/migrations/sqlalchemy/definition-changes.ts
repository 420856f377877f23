import type { TableDefinition } from './table-definition.ts';

/** A definition in the file that holds it. */
export interface PlacedDefinition extends TableDefinition {
  readonly path: string;
}

/** What becomes of one table between two sides of a change. */
export interface DefinitionChange {
  readonly name: string;
  /** What is added, changed and removed of it, in words; empty where the whole of it is new or gone. */
  readonly parts: readonly string[];
  readonly what: 'new' | 'gone' | 'changed';
  /** Where it is written now, or was. */
  readonly definition: PlacedDefinition;
}

/** By name, so that a class may move to another file, or be called otherwise. */
export function definitionChanges(
  before: readonly PlacedDefinition[],
  after: readonly PlacedDefinition[],
): readonly DefinitionChange[] {
  const [old, now] = [byName(before), byName(after)];
  const changed = [...now].flatMap(([name, definition]): readonly DefinitionChange[] => {
    const former = old.get(name);
    if (former === undefined) return [{ name, parts: [], what: 'new', definition }];
    const parts = partChanges(former.parts, definition.parts);
    return parts.length === 0 ? [] : [{ name, parts, what: 'changed', definition }];
  });
  const gone = [...old].flatMap(([name, definition]): readonly DefinitionChange[] =>
    now.has(name) ? [] : [{ name, parts: [], what: 'gone', definition }],
  );
  return [...changed, ...gone];
}

/** Two of one name say different things of one table. */
function byName(definitions: readonly PlacedDefinition[]): ReadonlyMap<string, PlacedDefinition> {
  const found = new Map<string, PlacedDefinition>();
  for (const definition of definitions) {
    const other = found.get(definition.name);
    const parts = other === undefined ? definition.parts : new Map([...other.parts, ...definition.parts]);
    found.set(definition.name, { ...definition, parts });
  }
  return found;
}

function partChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const now = [...after].flatMap(([name, text]) => {
    if (!before.has(name)) return [`${name} added`];
    return before.get(name) === text ? [] : [`${name} changed`];
  });
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => `${name} removed`);
  return [...now, ...gone];
}
