import { defineInput, type Fact, type Get, type Input } from './queries/query.ts';

/** Facts of several rooms that together say one thing. Rooms that lie higher are not known where it is asked for. */
export type Contributions<Item> = Input<'', readonly Fact<'', readonly Item[]>[]>;

export function defineContributions<Item>(name: string): Contributions<Item> {
  return defineInput({ name, unanswered: () => [] });
}

export function contributed<Item>(get: Get, contributions: Contributions<Item>): readonly Item[] {
  return get(contributions).flatMap((fact) => get(fact));
}
