/**
 * How durable what an input says is, from what changes with every key to what stays for days. What rests on durable
 * inputs alone need not be looked at again when others change.
 */
export type Durability = 'low' | 'medium' | 'high';

/** Something the host says: what a file holds, what lies in a folder, which day it is. */
export interface Input<Key extends string, Value> extends InputDefinition<Key, Value> {
  readonly kind: 'input';
}

export interface InputDefinition<Key extends string, Value> {
  readonly name: string;
  /** Whether what is said now is as good as what was said before: then nothing has changed. Default: identity. */
  isSame?(before: Value, after: Value): boolean;
  /** Stands for the value until the host has said it, and where it cannot; what comes of it before is thrown away. */
  unanswered(key: Key): Value;
}

/** Something that follows from inputs and other facts: worked out when somebody asks, and kept. */
export interface Fact<Key extends string, Value> extends FactDefinition<Key, Value> {
  readonly kind: 'fact';
}

export interface FactDefinition<Key extends string, Value> {
  /** For people who look for a fault: errors name it. */
  readonly name: string;
  /** Pure and synchronous. It reads by `get` alone: what it reads elsewhere is not seen to change. */
  compute(get: Get, key: Key): Value;
  /** Whether the new value is as good as the old: then nothing that rests on it is worked out again. Default: identity. */
  isSame?(before: Value, after: Value): boolean;
  /**
   * Settled as soon as inputs have changed: where its value stays, nothing behind it is even looked at. Says how durable
   * it is while the files below it are typed in.
   */
  readonly barrier?: Exclude<Durability, 'low'>;
  /**
   * For a fact that rests on itself at an earlier key, as the schema after a revision does: the keys it is worked out at,
   * each before those that rest on it. Without it a long history would overflow the stack. The same list as long as
   * nothing changes.
   */
  order?(get: Get, key: Key): readonly Key[];
}

export type Query<Key extends string, Value> = Input<Key, Value> | Fact<Key, Value>;

/** The only way to what is known. What there is one of has the key `''`, which can be left out. Throws what computing threw. */
export interface Get {
  <Value>(query: Query<'', Value>): Value;
  <Key extends string, Value>(query: Query<Key, Value>, key: Key): Value;
}

export function defineInput<Value, Key extends string = ''>(
  definition: InputDefinition<Key, Value>,
): Input<Key, Value> {
  return { kind: 'input', ...definition };
}

export function defineFact<Value, Key extends string = ''>(
  definition: FactDefinition<Key, Value>,
): Fact<Key, Value> {
  return { kind: 'fact', ...definition };
}
