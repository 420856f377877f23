import type { ApiClass, ApiMember } from './python-api-model.ts';
import { lastPart } from './python-imports.ts';
import type { Names } from './python-names-joined.ts';

/** A member of a class, with the class of this module that brings it. */
export interface ClassMember {
  readonly member: ApiMember;
  readonly origin: ApiClass;
}

/** Own members and those inherited from classes of the same module. */
export function classMembers(names: Names, owner: ApiClass): ReadonlyMap<string, ClassMember> {
  const members = new Map<string, ClassMember>();
  for (const origin of lineage(names, owner).toReversed()) {
    for (const [name, member] of origin.members) members.set(name, { member, origin });
  }
  return members;
}

/** The class, then its ancestors in this module, nearest first. */
export function lineage(names: Names, owner: ApiClass): readonly ApiClass[] {
  const found = new Set([owner]);
  for (const one of found) {
    for (const base of localBases(names, one)) found.add(base);
  }
  return [...found];
}

/** Bases that this module does not define, apart from those that bring nothing. */
export function foreignBases(names: Names, owner: ApiClass): readonly string[] {
  return lineage(names, owner).flatMap(({ bases }) =>
    bases
      .filter(({ members: [base] }) => {
        const name = base === undefined ? '' : plainName(base.qualified);
        return !BRING_NOTHING.has(lastPart(name)) && localClass(names, name) === undefined;
      })
      .map(({ text }) => text),
  );
}

function localBases(names: Names, { bases }: ApiClass): readonly ApiClass[] {
  return bases.flatMap(({ members: [base] }) => {
    const local = base && localClass(names, plainName(base.qualified));
    return local === undefined ? [] : [local];
  });
}

function localClass(names: Names, name: string): ApiClass | undefined {
  return names.get(name)?.definitions.find((one) => one.kind === 'class');
}

/** `Repository` of `Repository[User]`. */
function plainName(type: string): string {
  return type.replace(/\[.*$/s, '');
}

/** Their constructors take nothing, or the class is a record. */
const BRING_NOTHING = new Set(
  'ABC Generic Protocol BaseModel BaseSettings SQLModel GenericModel Struct NamedTuple TypedDict'.split(' '),
);
