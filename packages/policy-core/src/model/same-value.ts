type Answering = (...args: never[]) => unknown;

interface Origin {
  readonly maker: Answering;
  readonly from: readonly unknown[];
}

const origins = new WeakMap<object, Origin>();

/**
 * A function that says what it was made from, where that decides whatever it answers: the same maker makes the same of
 * the same. One that says nothing is the same as itself alone.
 */
export function madeFrom<Made extends Answering>(
  maker: Answering,
  from: readonly unknown[],
  made: Made,
): Made {
  origins.set(made, { maker, from });
  return made;
}

/**
 * Whether one value can stand for another, whatever is done with it: also in the order of keys. What is not known to be
 * the same counts as different. Never asks an object for its methods: keys may be names of files.
 */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one === 'function' && typeof other === 'function') return isSameFunction(one, other);
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const kind = kindOf(one);
  return kind !== undefined && kind === kindOf(other) && isSameList(membersOf(one), membersOf(other));
}

function isSameFunction(one: object, other: object): boolean {
  const [a, b] = [origins.get(one), origins.get(other)];
  return a !== undefined && b !== undefined && a.maker === b.maker && isSameList(a.from, b.from);
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((member, index) => isSameValue(member, other[index]));
}

/** `undefined` for what may hold more than can be seen. */
function kindOf(value: object): object | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null ? NO_PROTOTYPE : KINDS.find((kind) => kind === prototype);
}

const NO_PROTOTYPE = {};
const KINDS: readonly object[] = [Object.prototype, Array.prototype, Map.prototype, Set.prototype];

/** Of a list also how long it is. */
function membersOf(value: object): readonly unknown[] {
  const own = Reflect.ownKeys(value).flatMap((key): readonly unknown[] => [key, Reflect.get(value, key)]);
  if (value instanceof Map) return [...own, ...value.keys(), ...value.values()];
  return value instanceof Set ? [...own, ...value] : own;
}
