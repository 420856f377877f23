import { at, breaks, unclear, type ApiChange, type ApiPlace } from './python-api-change.ts';
import type { ApiClass, ApiMember } from '../surface/python-api-model.ts';
import { constructorOf, type Constructor } from '../surface/python-class-constructor.ts';
import { classMembers, foreignBases, lineage, type ClassMember } from '../surface/python-class-surface.ts';
import { wrapperDifference } from './python-function-difference.ts';
import type { ModulePair } from './module-pair.ts';
import type { Names } from '../surface/python-names-joined.ts';
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
    ...(now.isFrozen && !old.isFrozen ? [breaks(place, 'not-settable', FROZEN)] : []),
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
    ...addedDifference(place, members[0], members[1]),
    ...(isForeign(after, now) ? fieldDifference(place, old, now) : []),
  ];
}

const FROZEN = 'is frozen now, so its fields can no longer be set';

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
  const isGeneric = now[0]?.isGeneric === true;
  return old.bases.flatMap((base) => {
    // `class Page[T]` says the same without the base.
    if (isGeneric && /^(?:typing\.)?Generic\b/.test(base.text)) return [];
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

/** New members that ask something of those who make subclasses. */
function addedDifference(
  place: ApiPlace,
  old: ReadonlyMap<string, ClassMember>,
  now: ReadonlyMap<string, ClassMember>,
): readonly ApiChange[] {
  return [...now].flatMap(([name, { member }]) => {
    const [definition] = member.definitions;
    if (old.has(name) || definition?.kind !== 'function' || !definition.isAbstract) return [];
    const inner = { name: `${place.name}.${name}`, start: definition.start, end: definition.end };
    return [breaks(inner, 'became-abstract', 'is new and abstract, so every subclass has to define it')];
  });
}

/** A base of another module may make fields of what is annotated, as models of a project do. */
function fieldDifference(place: ApiPlace, old: ApiClass, now: ApiClass): readonly ApiChange[] {
  return now.fields.flatMap((field) => {
    if (field.hasDefault || field.name.startsWith('_')) return [];
    const before = old.fields.find(({ name }) => name === field.name);
    const inner = { name: `${place.name}.${field.name}`, start: field.start, end: field.end };
    if (before === undefined) {
      const text = 'is new and may have to be passed wherever an object is made';
      return [unclear(inner, 'parameter-added', text)];
    }
    const text = 'has no default any more and may have to be passed wherever an object is made';
    return before.hasDefault ? [unclear(inner, 'parameter-required', text)] : [];
  });
}
