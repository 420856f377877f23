import type { TypeExpression, TypeMember } from '../surface/python-type-expression.ts';

/**
 * `unclear`: the same word, imported from somewhere else. `fits` is not the same as equal: what takes
 * a type may take more, and what gives one may give less.
 */
export type TypeDifference = 'fits' | 'differs' | 'unclear';

/** Which way values go: into a parameter, out of a function, or both ways through an attribute. */
export type ValueFlow = 'taken' | 'given' | 'both';

export function typeDifference(
  before: TypeExpression,
  after: TypeExpression,
  direction: ValueFlow,
): TypeDifference {
  if (isOpen(direction, { before, after })) return 'fits';
  const forth = direction === 'given' ? 'fits' : allFound(before.members, after.members);
  const back = direction === 'taken' ? 'fits' : allFound(after.members, before.members);
  if (forth === 'differs' || back === 'differs') return isToldOfAlias(before, after) ? 'fits' : 'differs';
  return forth === 'unclear' ? forth : back;
}

/** `another Row than before`, where a private alias has changed; else the new type `and not` the old one. */
export function typesInWords(before: TypeExpression, after: TypeExpression, preposition = ''): string {
  if (before.text === after.text) return `another ${after.text} than before`;
  return `${after.text} and not ${preposition}${before.text}`;
}

/** Whether two places a name comes from can be one: `app.models` hands on what `app.models.user` defines. */
export function isSameHome(a: string, b: string): boolean {
  const [left, right] = [a, b].map((name) => name.replace(/^\.+/, ''));
  if (left === undefined || right === undefined || left === right) return left === right;
  if (left.endsWith(`.${right}`) || right.endsWith(`.${left}`)) return true;
  const [leftHome, rightHome] = [homeOf(left), homeOf(right)];
  const isInside = leftHome.startsWith(`${rightHome}.`) || rightHome.startsWith(`${leftHome}.`);
  return isInside && left.slice(leftHome.length) === right.slice(rightHome.length);
}

/** The same word means something else because a public alias does, and that is told of the alias. */
function isToldOfAlias(before: TypeExpression, after: TypeExpression): boolean {
  return before.text === after.text && !/\b_/.test(after.text);
}

/** What takes anything takes whatever it took; what gave anything may give whatever it likes. */
function isOpen(
  direction: ValueFlow,
  { before, after }: { readonly before: TypeExpression; readonly after: TypeExpression },
): boolean {
  if (direction === 'both') return false;
  return (direction === 'taken' ? after : before).members.some(isAnything);
}

function isAnything({ qualified }: TypeMember): boolean {
  return qualified === 'Any' || qualified === 'object';
}

function allFound(wanted: readonly TypeMember[], among: readonly TypeMember[]): TypeDifference {
  let answer: TypeDifference = 'fits';
  for (const member of wanted) {
    const best = bestOf(among.map((other) => memberDifference(member, other)));
    if (best === 'differs') return 'differs';
    if (best === 'unclear') answer = 'unclear';
  }
  return answer;
}

function bestOf(differences: readonly TypeDifference[]): TypeDifference {
  if (differences.includes('fits')) return 'fits';
  return differences.includes('unclear') ? 'unclear' : 'differs';
}

const NAMES = /[\w.]+/g;

function memberDifference(a: TypeMember, b: TypeMember): TypeDifference {
  if (a.qualified === b.qualified) return 'fits';
  if (a.qualified.replace(NAMES, '') !== b.qualified.replace(NAMES, '')) return 'differs';
  const [names, others] = [a, b].map(({ qualified }) => qualified.match(NAMES) ?? []);
  const isSame = names?.every((name, index) => isSameHome(name, others?.[index] ?? ''));
  if (isSame && names?.length === others?.length) return 'fits';
  return a.written === b.written ? 'unclear' : 'differs';
}

function homeOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}
