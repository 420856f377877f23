import { at, breaks, unclear, type ApiChange, type ApiPlace } from './python-api-change.ts';
import type { ApiClass, ApiMember } from './python-api-model.ts';
import { constructorOf, type Constructor } from './python-class-constructor.ts';
import { classMembers, foreignBases, lineage, type ClassMember } from './python-class-surface.ts';
import { wrapperDifference } from './python-function-difference.ts';
import type { ModulePair } from './python-member-difference.ts';
import type { Names } from './python-names-joined.ts';
import { parameterDifference } from './python-parameter-difference.ts';
import { typeDifference } from './python-type-difference.ts';

export function classDifference(
  { before, after, compare }: ModulePair,
  place: ApiPlace,
  { old, now }: { readonly old: ApiClass; readonly now: ApiClass },
): readonly ApiChange[] {
  const gained = foreignBases(after, now).filter((base) => !foreignBases(before, old).includes(base));
  const members = [classMembers(before, old), classMembers(after, now)] as const;
  return [
    ...baseDifference(place, old, lineage(after, now)),
    ...wrapperDifference(place, old.wrappers, now.wrappers),
    ...constructorDifference(place, { before, old, after, now }),
    ...[...members[0]].flatMap(([name, member]) => {
      if (!isPublic(name, member.member) || isToldElsewhere(before, old, member)) return [];
      const found = members[1].get(name)?.member;
      const inner = { ...place, name: `${place.name}.${name}` };
      if (found !== undefined) return compare(inner, member.member, found);
      return [
        gained.length === 0
          ? breaks(inner, 'removed', 'is gone')
          : unclear(inner, 'removed', `is gone unless ${gained.join(' or ')} brings it`),
      ];
    }),
    ...addedDifference(place, { old: members[0], now: members[1], isForeign: isForeign(after, now) }),
  ];
}

interface ClassPair {
  readonly before: Names;
  readonly old: ApiClass;
  readonly after: Names;
  readonly now: ApiClass;
}

/** The constructor is compared on its own. */
function isPublic(name: string, { definitions }: ApiMember): boolean {
  if (name === '__init__' || name === '__new__') return false;
  const isSpecial = name.startsWith('__') && name.endsWith('__');
  return isSpecial ? definitions.some(({ kind }) => kind === 'function') : !name.startsWith('_');
}

/** What a public ancestor brings is told of that ancestor. */
function isToldElsewhere(before: Names, owner: ApiClass, { origin }: ClassMember): boolean {
  if (origin === owner) return false;
  return [...before].some(([name, { definitions }]) => !name.startsWith('_') && definitions.includes(origin));
}

function baseDifference(place: ApiPlace, old: ApiClass, now: readonly ApiClass[]): readonly ApiChange[] {
  const bases = now.flatMap((one) => one.bases);
  return old.bases.flatMap((base) => {
    const differences = bases.map((other) => typeDifference(base, other, 'both'));
    if (differences.includes('fits')) return [];
    return differences.includes('unclear')
      ? [unclear(place, 'base-removed', `derives from a ${base.text} of another module now`)]
      : [breaks(place, 'base-removed', `no longer derives from ${base.text}`)];
  });
}

function constructorDifference(
  place: ApiPlace,
  { before, old, after, now }: ClassPair,
): readonly ApiChange[] {
  const [was, is] = [constructorOf(before, old), constructorOf(after, now)];
  const written = at(place, now.members.get('__init__')?.definitions[0] ?? place);
  if (was === undefined || is === undefined) return inheritedDifference(written, now, { was, is });
  const changes = parameterDifference(written, was.signature, is.signature);
  // A field that is gone or has another type is told as a member.
  const isTold = was.kind === 'fields' && is.kind === 'fields';
  return isTold ? changes.filter(({ what }) => !TOLD_AS_FIELDS.has(what)) : changes;
}

const TOLD_AS_FIELDS = new Set<ApiChange['what']>([
  'parameter-removed',
  'parameter-retyped',
  'parameter-renamed',
]);

/** A constructor that another module brings cannot be compared with one that is written here. */
function inheritedDifference(
  place: ApiPlace,
  now: ApiClass,
  { was, is }: { readonly was: Constructor | undefined; readonly is: Constructor | undefined },
): readonly ApiChange[] {
  if (was?.kind === 'written') {
    const text = 'lost its constructor, and what the inherited one takes is not known';
    return [unclear(place, 'constructor-inherited', text)];
  }
  if (is?.kind !== 'written' || !now.members.has('__init__') || takesAnything(is.signature.parameters))
    return [];
  const text = 'has a constructor of its own now, and what the inherited one took is not known';
  return [unclear(place, 'constructor-inherited', text)];
}

function takesAnything(parameters: readonly { readonly kind: string }[]): boolean {
  return ['var-positional', 'var-keyword'].every((kind) => parameters.some((one) => one.kind === kind));
}

function isForeign(names: Names, owner: ApiClass): boolean {
  return foreignBases(names, owner).length > 0 && constructorOf(names, owner) === undefined;
}

/** New members that ask something of those who make objects or subclasses. */
function addedDifference(
  place: ApiPlace,
  {
    old,
    now,
    isForeign: mayBeRecord,
  }: {
    readonly old: ReadonlyMap<string, ClassMember>;
    readonly now: ReadonlyMap<string, ClassMember>;
    readonly isForeign: boolean;
  },
): readonly ApiChange[] {
  return [...now].flatMap(([name, { member }]) => {
    const [definition] = member.definitions;
    if (old.has(name) || definition === undefined) return [];
    const inner = { name: `${place.name}.${name}`, start: definition.start, end: definition.end };
    if (definition.kind === 'function' && definition.isAbstract)
      return [breaks(inner, 'became-abstract', 'is new and abstract, so every subclass has to define it')];
    const isField = definition.kind === 'value' && definition.isBare && !name.startsWith('_');
    return mayBeRecord && isField
      ? [unclear(inner, 'parameter-added', 'is new and may have to be passed wherever an object is made')]
      : [];
  });
}
