import type { ApiDefinition, ApiMember } from './python-api-model.ts';

/** What names stand for at one point of a module. */
export type Names = ReadonlyMap<string, ApiMember>;

/** The names where several ways meet: whatever they stand for on one of them, certain only when bound on all. */
export function joinNames(ways: readonly Names[]): Names {
  const [first = new Map<string, ApiMember>(), ...others] = ways;
  return others.reduce(joinTwo, first);
}

function joinTwo(left: Names, right: Names): Names {
  const names = new Set([...left.keys(), ...right.keys()]);
  return new Map(
    Array.from(names, (name): [string, ApiMember] => {
      const [a, b] = [left.get(name), right.get(name)];
      const definitions = new Set<ApiDefinition>([...(a?.definitions ?? []), ...(b?.definitions ?? [])]);
      const isCertain = a !== undefined && b !== undefined && a.isCertain && b.isCertain;
      return [name, { definitions: [...definitions], isCertain }];
    }),
  );
}
